/** Who changed or uncovered what, and when. */
@NullMarked
package dev.waybill.domain.audit;

import org.jspecify.annotations.NullMarked;
