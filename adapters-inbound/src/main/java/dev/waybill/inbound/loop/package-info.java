/** Threads that do one thing again and again. */
@NullMarked
package dev.waybill.inbound.loop;

import org.jspecify.annotations.NullMarked;
