/** The polling loop: time drives the relay. */
@NullMarked
package dev.waybill.inbound.relay;

import org.jspecify.annotations.NullMarked;
