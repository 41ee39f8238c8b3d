/** Tests of the outbox and the stores against a real PostgreSQL. */
@NullMarked
package dev.waybill.persistence;

import org.jspecify.annotations.NullMarked;
