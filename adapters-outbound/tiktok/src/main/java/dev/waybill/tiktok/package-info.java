/** Delivers events to TikTok through its Events API 2.0. */
@NullMarked
package dev.waybill.tiktok;

import org.jspecify.annotations.NullMarked;
