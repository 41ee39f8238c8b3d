/**
 * How good the payloads are that leave the house: what is unwise about them, whom they can match.
 */
@NullMarked
package dev.waybill.domain.quality;

import org.jspecify.annotations.NullMarked;
