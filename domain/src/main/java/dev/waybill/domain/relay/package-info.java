/** What one pass over a lane decides. */
@NullMarked
package dev.waybill.domain.relay;

import org.jspecify.annotations.NullMarked;
