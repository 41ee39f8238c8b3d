/** Dead letters by reason, and their replay. */
@NullMarked
package dev.waybill.inbound.console.dead;

import org.jspecify.annotations.NullMarked;
