/** Contracts of the outbox ports and their fakes, for every module's tests. */
@NullMarked
package dev.waybill.domain.outbox;

import org.jspecify.annotations.NullMarked;
