/** What an operator can set, and every mistake in it at once. */
@NullMarked
package dev.waybill.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
