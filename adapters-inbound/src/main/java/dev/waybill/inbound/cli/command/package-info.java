/** The commands that speak to the API. */
@NullMarked
package dev.waybill.inbound.cli.command;

import org.jspecify.annotations.NullMarked;
