/** The SPI: what a destination adapter tells about itself and what it is asked to do. */
@NullMarked
package dev.waybill.domain.destination;

import org.jspecify.annotations.NullMarked;
