/** How an event became what the platform was sent. */
@NullMarked
package dev.waybill.domain.story;

import org.jspecify.annotations.NullMarked;
