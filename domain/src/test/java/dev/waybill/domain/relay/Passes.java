package dev.waybill.domain.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.outbox.Lanes.Settled;

/** One thing at a time: what is sent comes back before the next is asked for. */
final class Passes {
  private Passes() {}

  static Pass pass(ConnectorRelay relay, ConnectorRuntime runtime) {
    return switch (relay.next(runtime)) {
      case Next.Rest(var atMost) -> new Pass.Resting(atMost);
      case Next.Send(var delivery) -> {
        try {
          delivery.send();
        } catch (StoreUnavailableException | Error e) {
          relay.finish(delivery);
          throw e;
        }
        var pass = relay.finish(delivery);
        yield pass instanceof Pass.Blocked && relay.release() == Settled.FENCED
            ? new Pass.Fenced()
            : pass;
      }
    };
  }
}
