package dev.waybill.inbound.relay;

import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;

/** Lets replays go on again and again. Every node may run one: the store gives each its turn. */
public final class ReplayLoop implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LAST_STEP = Duration.ofSeconds(5);

  private final ManageReplays replays;
  private final Loop loop = new Loop("replays", this::step, AFTER_FAILURE);

  public ReplayLoop(ManageReplays replays) {
    this.replays = replays;
  }

  /** Begins at once. */
  public void start() {
    loop.start();
  }

  /** Each step is a transaction of its own, which a pause can come between. */
  private Duration step() {
    return replays.advance() ? Duration.ZERO : LOOK;
  }

  /** Ends after the step it is at. */
  @Override
  public void close() {
    loop.stop();
    loop.awaitEnd(LAST_STEP);
  }
}
