/** What every command that speaks to the API shares: settings, calls, output, consent, progress. */
@NullMarked
package dev.waybill.inbound.cli;

import org.jspecify.annotations.NullMarked;
