/** Finding events among exceptions and in a stretch of the log, in bounded steps. */
@NullMarked
package dev.waybill.domain.search;

import org.jspecify.annotations.NullMarked;
