/** Tests of this destination, the contract of all destinations among them. */
@NullMarked
package dev.waybill.webhook;

import org.jspecify.annotations.NullMarked;
