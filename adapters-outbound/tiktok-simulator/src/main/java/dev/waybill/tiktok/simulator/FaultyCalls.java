package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.tiktok.simulator.Fault.Effect;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Every call but event/track: a fault on its path, or the answer it would get. */
final class FaultyCalls {
  private final Faults faults;
  private final Latency latency;
  private final RequestIds requestIds;

  FaultyCalls(Workings workings) {
    this.faults = workings.faults();
    this.latency = workings.latency();
    this.requestIds = workings.requestIds();
  }

  /** What the call would be answered with. */
  interface Call {
    Reply answer(HttpExchange exchange) throws IOException;
  }

  /** Returns without having answered to hang up. */
  void handle(HttpExchange exchange, Call call) throws IOException, InterruptedException {
    var path = exchange.getRequestURI().getRawPath();
    if (faults.takeUnread(path).isPresent()) {
      return;
    }
    var fault = faults.takeAt(path);
    var reply = reply(exchange, fault.map(Fault::effect).orElseGet(Effect.Slow::new), call);
    var delay = fault.map(Fault::delay).orElse(Duration.ZERO);
    if (latency.holdOnly(delay) && reply.isPresent()) {
      reply.get().sendTo(exchange);
    }
  }

  private Optional<Reply> reply(HttpExchange exchange, Effect effect, Call call)
      throws IOException {
    return switch (effect) {
      case Effect.Answer(int code, String message, int status) ->
          Optional.of(Reply.tiktok(status, code, message, requestIds.next(), Optional.empty()));
      case Effect.Raw raw -> Optional.of(Reply.raw(raw));
      case Effect.Slow _ -> Optional.of(call.answer(exchange));
      case Effect.HangUpAfterProcessing _ -> {
        call.answer(exchange);
        yield Optional.empty();
      }
      case Effect.HangUpBeforeReading _, Effect.Swallow _ ->
          throw new IllegalStateException("fault: not for this call");
    };
  }
}
