/** Whose an address of the Internet can be. */
@NullMarked
package dev.waybill.domain.network;

import org.jspecify.annotations.NullMarked;
