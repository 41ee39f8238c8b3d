/** Where rules are written, with what they make of an event beside them. */
@NullMarked
package dev.waybill.inbound.console.editor;

import org.jspecify.annotations.NullMarked;
