/** Taking events in over HTTP. */
@NullMarked
package dev.waybill.inbound.ingest;

import org.jspecify.annotations.NullMarked;
