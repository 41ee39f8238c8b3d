/** The domain's JSON ports, made of Jackson's streaming parser and a JSON Schema validator. */
@NullMarked
package dev.waybill.json;

import org.jspecify.annotations.NullMarked;
