/** The story of an event. */
@NullMarked
package dev.waybill.inbound.console.story;

import org.jspecify.annotations.NullMarked;
