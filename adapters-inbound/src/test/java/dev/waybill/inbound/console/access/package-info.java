@NullMarked
package dev.waybill.inbound.console.access;

import org.jspecify.annotations.NullMarked;
