/** The console in a real browser, over the whole platform and a simulated TikTok. */
@NullMarked
package dev.waybill.bootstrap.browser;

import org.jspecify.annotations.NullMarked;
