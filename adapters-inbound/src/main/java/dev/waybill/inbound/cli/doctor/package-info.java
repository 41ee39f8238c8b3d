/** What is wrong with an installation, and how to mend it. */
@NullMarked
package dev.waybill.inbound.cli.doctor;

import org.jspecify.annotations.NullMarked;
