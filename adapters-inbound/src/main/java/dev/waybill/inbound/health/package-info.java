/** Liveness, readiness and metrics. */
@NullMarked
package dev.waybill.inbound.health;

import org.jspecify.annotations.NullMarked;
