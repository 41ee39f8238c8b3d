/**
 * Mappings as data: from the canonical event to a platform's payload, and the tests that keep them
 * honest.
 */
@NullMarked
package dev.waybill.domain.mapping;

import org.jspecify.annotations.NullMarked;
