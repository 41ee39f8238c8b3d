/** The console: pages for people over the same use cases as the admin API. */
@NullMarked
package dev.waybill.inbound.console;

import org.jspecify.annotations.NullMarked;
