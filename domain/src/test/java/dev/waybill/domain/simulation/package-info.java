/** Whole histories of delivery, each run from one seed on one thread, and judged afterwards. */
@NullMarked
package dev.waybill.domain.simulation;

import org.jspecify.annotations.NullMarked;
