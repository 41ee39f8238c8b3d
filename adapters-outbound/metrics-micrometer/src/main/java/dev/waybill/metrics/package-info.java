/** Metrics for Prometheus: no event ids, no personal data, connectors and sources by their ids. */
@NullMarked
package dev.waybill.metrics;

import org.jspecify.annotations.NullMarked;
