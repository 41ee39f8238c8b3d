/** What is measured, and not tested. */
@NullMarked
package dev.waybill.bootstrap.benchmark;

import org.jspecify.annotations.NullMarked;
