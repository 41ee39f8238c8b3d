/** Lets time pass for those who look after the installation. */
@NullMarked
package dev.waybill.inbound.monitor;

import org.jspecify.annotations.NullMarked;
