/** How the parts are put together; the one place that knows Dagger. */
@NullMarked
package dev.waybill.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
