/** Where events come in: a name and write keys. */
@NullMarked
package dev.waybill.domain.source;

import org.jspecify.annotations.NullMarked;
