/** The HTTP that destinations share: time limits, bounded answers, nothing thrown. */
@NullMarked
package dev.waybill.destination.http;

import org.jspecify.annotations.NullMarked;
