/** The overview: is everything well, and what is not. */
@NullMarked
package dev.waybill.inbound.console.overview;

import org.jspecify.annotations.NullMarked;
