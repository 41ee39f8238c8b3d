package dev.waybill.domain.simulation;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.relay.ConnectorRelay;
import dev.waybill.domain.relay.Delivery;
import dev.waybill.domain.relay.LostBytes;
import dev.waybill.domain.relay.Next;
import dev.waybill.domain.relay.Pass;
import dev.waybill.domain.relay.RelayTools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a node does for one connector, one small step at a time: ask, send, bring back. */
final class Worker {
  private final World world;
  private final Site site;
  private final Incarnation self;
  private final List<Delivery> launched = new ArrayList<>();
  private final List<Delivery> returned = new ArrayList<>();
  private final RelayTools tools;
  private final ConnectorRelay relay;
  private @Nullable Delivery stalled;
  private boolean unsure;
  private boolean blocked;
  private boolean fenced;
  private int revision;

  Worker(World world, Site site, Incarnation self, RelayTools tools) {
    this.world = world;
    this.site = site;
    this.self = self;
    this.revision = site.revision();
    this.tools = tools;
    this.relay = ConnectorRelay.of(take(), tools, () -> {});
  }

  /** No node beats here, so that each may take at any moment what another believes to own. */
  private Ownership take() {
    return tools.lanes().take(self.connector(), World.node(self.node())).orElseThrow();
  }

  Incarnation self() {
    return self;
  }

  /** The node goes on, and this relay does not: what it held in memory is free. */
  void leave() {
    relay.leave();
  }

  boolean isFenced() {
    return fenced;
  }

  /** One of the deliveries on their way stays away until {@link #hurry}. */
  void stall() {
    if (stalled == null && !launched.isEmpty()) {
      stalled = launched.removeLast();
    }
  }

  void hurry() {
    if (stalled != null) {
      launched.add(stalled);
      stalled = null;
    }
  }

  /** How long there is nothing to do; zero when something was done. */
  Duration step(RandomGenerator random) {
    try {
      return work(random);
    } catch (StoreUnavailableException e) {
      world.trace().add(() -> self + ": " + e.getMessage());
      unsure = true;
      return Duration.ofSeconds(1);
    } finally {
      checkMemory();
    }
  }

  /** What stays away belongs to a lane that may be gone meanwhile, and is still held. */
  private void checkMemory() {
    if (launched.isEmpty() && returned.isEmpty() && stalled == null) {
      world.checkMemory(self, LostBytes.of(relay));
    }
  }

  private Duration work(RandomGenerator random) {
    if (!returned.isEmpty() && random.nextInt(3) > 0) {
      finish(returned.remove(random.nextInt(returned.size())));
      return Duration.ZERO;
    }
    if (!launched.isEmpty() && !site.hangs() && random.nextInt(3) > 0) {
      send(launched.remove(random.nextInt(launched.size())));
      return Duration.ZERO;
    }
    return begin();
  }

  private void send(Delivery delivery) {
    returned.add(delivery);
    delivery.send();
  }

  private void finish(Delivery delivery) {
    var pass = relay.finish(delivery);
    world.trace().add(() -> self + ": " + pass);
    switch (pass) {
      case Pass.Worked _, Pass.Resting _ -> {}
      case Pass.Blocked _ -> blocked = true;
      case Pass.Fenced _ -> fenced = true;
    }
  }

  private Duration begin() {
    if (blocked || site.isPaused() || revision != site.revision()) {
      return relay.onTheirWay() > 0 ? whileUnderWay() : afterTheLast();
    }
    if (unsure) {
      relay.retaken(take());
      unsure = false;
    }
    return switch (relay.next(site.runtime(self))) {
      case Next.Rest(var atMost) -> atMost;
      case Next.Send(var delivery) -> {
        launched.add(delivery);
        world.checkUnderWay(self, relay.onTheirWay());
        yield Duration.ZERO;
      }
    };
  }

  private Duration whileUnderWay() {
    return site.hangs() ? Duration.ofMinutes(1) : Duration.ofMillis(100);
  }

  private Duration afterTheLast() {
    if (!blocked && !site.isPaused()) {
      revision = site.revision();
      relay.refresh();
      return Duration.ZERO;
    }
    if (unsure) {
      relay.refresh();
    }
    fenced = relay.release() == Settled.FENCED;
    // Only once: what is let go is settled, and nothing is under way until the token is back.
    blocked &= site.isBlocked();
    return Duration.ofSeconds(1);
  }
}
