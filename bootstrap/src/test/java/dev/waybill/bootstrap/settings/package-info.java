@NullMarked
package dev.waybill.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
