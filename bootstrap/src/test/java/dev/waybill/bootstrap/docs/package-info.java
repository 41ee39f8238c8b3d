/** The documentation, taken at its word: what it tells a reader to type is typed here. */
@NullMarked
package dev.waybill.bootstrap.docs;

import org.jspecify.annotations.NullMarked;
