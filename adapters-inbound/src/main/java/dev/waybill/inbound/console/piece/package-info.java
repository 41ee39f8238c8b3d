/** Pieces that several pages show, each with a template of its name. */
@NullMarked
package dev.waybill.inbound.console.piece;

import org.jspecify.annotations.NullMarked;
