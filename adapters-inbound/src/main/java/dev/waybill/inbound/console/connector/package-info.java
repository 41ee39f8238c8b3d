/** One connector: how far its events came, and everything it works with. */
@NullMarked
package dev.waybill.inbound.console.connector;

import org.jspecify.annotations.NullMarked;
