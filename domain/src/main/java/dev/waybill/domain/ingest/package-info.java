/** Taking events in. */
@NullMarked
package dev.waybill.domain.ingest;

import org.jspecify.annotations.NullMarked;
