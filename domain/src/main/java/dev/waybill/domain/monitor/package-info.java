/** How the installation is: looked at every few seconds, and what is worse than it should be. */
@NullMarked
package dev.waybill.domain.monitor;

import org.jspecify.annotations.NullMarked;
