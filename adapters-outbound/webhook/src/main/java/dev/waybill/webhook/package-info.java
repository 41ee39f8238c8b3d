/** The plainest destination: posts events as a JSON array to a URL. */
@NullMarked
package dev.waybill.webhook;

import org.jspecify.annotations.NullMarked;
