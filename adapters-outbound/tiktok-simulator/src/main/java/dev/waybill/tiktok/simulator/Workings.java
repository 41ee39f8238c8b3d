package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** What all endpoints of one simulator share. */
record Workings(
    SimulatorClock clock,
    Tokens tokens,
    Consents consents,
    Faults faults,
    AtomicReference<Limits> limits,
    Throttle throttle,
    Latency latency,
    Journal journal,
    RequestIds requestIds) {

  static Workings of(SimulatorOptions options) {
    var clock = new SimulatorClock(InstantSource.system());
    long seed = options.seed();
    var tokens = new Tokens(options.tokens(), clock, new SeededHex(seed, "tokens"));
    return new Workings(
        clock,
        tokens,
        new Consents(options.app(), tokens, clock, new SeededHex(seed, "codes")),
        new Faults(),
        new AtomicReference<>(options.limits()),
        new Throttle(clock),
        new Latency(seed),
        new Journal(options.modes().contains(Mode.KEYS_KEPT), clock),
        new RequestIds(clock, new SeededHex(seed, "requests")));
  }
}
