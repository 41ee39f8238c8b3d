/** What went in and out over time, for plots. */
@NullMarked
package dev.waybill.domain.activity;

import org.jspecify.annotations.NullMarked;
