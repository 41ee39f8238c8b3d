package dev.waybill.domain.alert;

import java.time.Duration;

/**
 * From when on an operator is called.
 *
 * @param oldestWaiting how long an event may wait
 * @param deadShare the share of dead events that is borne, 0 to 1
 * @param expiryWithin how long before events expire that is told
 * @param hold how long something is found before it fires
 * @param quiet how long nothing is found before it is over
 */
public record AlertLimits(
    Duration oldestWaiting,
    double deadShare,
    Duration expiryWithin,
    Duration hold,
    Duration quiet) {}
