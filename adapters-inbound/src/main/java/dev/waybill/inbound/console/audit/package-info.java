/** Who changed or uncovered what. */
@NullMarked
package dev.waybill.inbound.console.audit;

import org.jspecify.annotations.NullMarked;
