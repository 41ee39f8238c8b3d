/** Forms made from a JSON Schema, and what they were filled in with as JSON. */
@NullMarked
package dev.waybill.inbound.console.form;

import org.jspecify.annotations.NullMarked;
