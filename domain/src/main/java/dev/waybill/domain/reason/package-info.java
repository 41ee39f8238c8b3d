/** Why events were given up on, in plain words. */
@NullMarked
package dev.waybill.domain.reason;

import org.jspecify.annotations.NullMarked;
