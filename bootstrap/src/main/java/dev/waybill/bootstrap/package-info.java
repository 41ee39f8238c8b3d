/** Main, wiring, and the platform as a whole. */
@NullMarked
package dev.waybill.bootstrap;

import org.jspecify.annotations.NullMarked;
