/** The bench: load, processes and measurements, and what they come to. */
@NullMarked
package dev.waybill.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
