/** Tests of what counts as a public address. */
@NullMarked
package dev.waybill.domain.network;

import org.jspecify.annotations.NullMarked;
