/**
 * The append-only log, the lanes that read it, the settlements that say what became of each event,
 * and the ledger.
 */
@NullMarked
package dev.waybill.domain.outbox;

import org.jspecify.annotations.NullMarked;
