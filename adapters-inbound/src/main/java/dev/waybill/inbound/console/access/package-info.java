/** Who may use the console: signing in, sessions, and requests that other sites forge. */
@NullMarked
package dev.waybill.inbound.console.access;

import org.jspecify.annotations.NullMarked;
