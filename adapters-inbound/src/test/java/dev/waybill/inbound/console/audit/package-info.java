@NullMarked
package dev.waybill.inbound.console.audit;

import org.jspecify.annotations.NullMarked;
