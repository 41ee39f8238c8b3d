/** The demonstration: a shop, a simulated TikTok, and the ledger at the end. */
@NullMarked
package dev.waybill.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
