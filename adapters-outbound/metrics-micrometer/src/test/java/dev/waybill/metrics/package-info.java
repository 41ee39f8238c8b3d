@NullMarked
package dev.waybill.metrics;

import org.jspecify.annotations.NullMarked;
