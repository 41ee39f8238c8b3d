/** Bringing an installation to what a file describes: read, plan, carry out. */
@NullMarked
package dev.waybill.inbound.cli.apply;

import org.jspecify.annotations.NullMarked;
