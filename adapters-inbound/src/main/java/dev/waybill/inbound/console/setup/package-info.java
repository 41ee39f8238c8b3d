/** Adding a platform: choose it, authenticate, verify. */
@NullMarked
package dev.waybill.inbound.console.setup;

import org.jspecify.annotations.NullMarked;
