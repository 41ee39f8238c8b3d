/**
 * Traces by OpenTelemetry: no event ids, no personal data, connectors and sources by their ids.
 * Nothing of it is loaded where nobody wants traces.
 */
@NullMarked
package dev.waybill.tracing;

import org.jspecify.annotations.NullMarked;
