/** What every page of the console shares: access, layout, rendering, answers. */
@NullMarked
package dev.waybill.inbound.console.frame;

import org.jspecify.annotations.NullMarked;
