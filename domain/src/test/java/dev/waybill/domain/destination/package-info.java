/** Tests of what the SPI lends to every destination. */
@NullMarked
package dev.waybill.domain.destination;

import org.jspecify.annotations.NullMarked;
