/** Tests of the JSON ports. */
@NullMarked
package dev.waybill.json;

import org.jspecify.annotations.NullMarked;
