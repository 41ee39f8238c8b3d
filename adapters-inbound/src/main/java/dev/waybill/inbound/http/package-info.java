/** The HTTP server all ways in share: routes, replies, problems, and bodies with a limit. */
@NullMarked
package dev.waybill.inbound.http;

import org.jspecify.annotations.NullMarked;
