/** Sources, their write keys and what they rejected. */
@NullMarked
package dev.waybill.inbound.console.source;

import org.jspecify.annotations.NullMarked;
