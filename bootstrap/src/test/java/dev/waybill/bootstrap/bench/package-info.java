/** That the bench's tools do what it relies on. */
@NullMarked
package dev.waybill.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
