/** The canonical event: its schema, its identity. */
@NullMarked
package dev.waybill.domain.event;

import org.jspecify.annotations.NullMarked;
