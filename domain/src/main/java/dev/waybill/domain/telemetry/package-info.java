/** What the domain reports about itself. */
@NullMarked
package dev.waybill.domain.telemetry;

import org.jspecify.annotations.NullMarked;
