/** The admin API: platforms, sources, connectors, the outbox, the ledger. */
@NullMarked
package dev.waybill.inbound.admin;

import org.jspecify.annotations.NullMarked;
