/** Finding events. */
@NullMarked
package dev.waybill.inbound.console.search;

import org.jspecify.annotations.NullMarked;
