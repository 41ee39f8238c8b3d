@NullMarked
package dev.waybill.bootstrap;

import org.jspecify.annotations.NullMarked;
