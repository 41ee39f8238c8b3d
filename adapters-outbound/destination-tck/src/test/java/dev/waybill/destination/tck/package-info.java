/** Tests of the kit itself: a toy destination, sound and broken in known ways. */
@NullMarked
package dev.waybill.destination.tck;

import org.jspecify.annotations.NullMarked;
