/** The ledger. */
@NullMarked
package dev.waybill.inbound.console.ledger;

import org.jspecify.annotations.NullMarked;
