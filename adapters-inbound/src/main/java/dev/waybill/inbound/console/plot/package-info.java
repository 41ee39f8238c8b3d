/** Plots drawn as SVG on the server, each with the same numbers as a table. */
@NullMarked
package dev.waybill.inbound.console.plot;

import org.jspecify.annotations.NullMarked;
