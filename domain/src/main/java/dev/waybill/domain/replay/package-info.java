/** Sending again what a connector had already: dead letters, or a time range of the log. */
@NullMarked
package dev.waybill.domain.replay;

import org.jspecify.annotations.NullMarked;
