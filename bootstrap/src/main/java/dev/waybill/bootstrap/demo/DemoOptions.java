package dev.waybill.bootstrap.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration is to do.
 *
 * @param events how many events to send; {@link Long#MAX_VALUE} to go on until Ctrl-C
 * @param perSecond the pace of the shop
 * @param exit whether to stop, print the ledger and judge it once all events are settled
 * @param report where the ledger goes as JSON, or null
 * @param lyingPeer whether the simulated TikTok accepts everything and keeps nothing
 */
public record DemoOptions(
    long events, int perSecond, boolean exit, @Nullable Path report, boolean lyingPeer) {}
