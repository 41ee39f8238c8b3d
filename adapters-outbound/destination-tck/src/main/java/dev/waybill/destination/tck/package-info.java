/** The contract of a destination as tests, run against a scripted peer on this machine. */
@NullMarked
package dev.waybill.destination.tck;

import org.jspecify.annotations.NullMarked;
