/** What a log may say. */
@NullMarked
package dev.waybill.inbound.log;

import org.jspecify.annotations.NullMarked;
