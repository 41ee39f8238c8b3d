/** Tests of what destinations that speak HTTP share. */
@NullMarked
package dev.waybill.destination.http;

import org.jspecify.annotations.NullMarked;
