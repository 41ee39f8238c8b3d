/**
 * A peer for tests and demonstrations that answers as TikTok's Events API 2.0 is documented to. It
 * is written from the reference alone, so that a misreading in the destination cannot hide in its
 * own mirror image.
 */
@NullMarked
package dev.waybill.tiktok.simulator;

import org.jspecify.annotations.NullMarked;
