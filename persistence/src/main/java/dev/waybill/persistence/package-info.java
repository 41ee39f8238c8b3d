/** The outbox and the other stores in PostgreSQL, the vault, and the embedded server. */
@NullMarked
package dev.waybill.persistence;

import org.jspecify.annotations.NullMarked;
