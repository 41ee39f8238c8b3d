package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.tiktok.simulator.Fault.Effect;
import dev.waybill.tiktok.simulator.Judgement.Refused;
import dev.waybill.tiktok.simulator.Judgement.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code POST /open_api/v1.3/event/track/}: faults, then checks, then the journal, then the answer.
 */
final class TrackEndpoint {
  private static final String TOO_LARGE =
      "<html><head><title>413 Request Entity Too Large</title></head><body>413 Request Entity Too Large</body></html>";

  private final Judge judge;
  private final Faults faults;
  private final Journal journal;
  private final RequestIds requestIds;
  private final Latency latency;
  private final MemoryBudget memory = new MemoryBudget();

  TrackEndpoint(
      Judge judge, Faults faults, Journal journal, RequestIds requestIds, Latency latency) {
    this.judge = judge;
    this.faults = faults;
    this.journal = journal;
    this.requestIds = requestIds;
    this.latency = latency;
  }

  /** What becomes of the connection: an answer after a while, or none at all. */
  private record Plan(Optional<Reply> reply, Duration delay) {}

  /** Returns without having answered to hang up. */
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    journal.called();
    if (faults.takeUnread().isPresent()) {
      journal.faulted();
      journal.refused();
      return;
    }
    var plan = plan(exchange);
    if (latency.hold(plan.delay()) && plan.reply().isPresent()) {
      plan.reply().get().sendTo(exchange);
    }
  }

  // The body is out of reach again before the delay, so that slow answers do not hold memory.
  private Plan plan(HttpExchange exchange) throws IOException, InterruptedException {
    int taken = memory.take(exchange);
    try {
      var body = RequestBody.read(exchange);
      if (body.isEmpty()) {
        return new Plan(notTaken(Reply.text(413, "text/html", TOO_LARGE)), Duration.ZERO);
      }
      return plan(exchange, EnvelopeReader.read(body.get()));
    } finally {
      memory.giveBack(taken);
    }
  }

  private Plan plan(HttpExchange exchange, Optional<Envelope> envelope) {
    var fault = faults.take(envelope);
    fault.ifPresent(_ -> journal.faulted());
    var effect = fault.map(Fault::effect).orElseGet(Effect.Slow::new);
    return new Plan(
        reply(effect, exchange, envelope), fault.map(Fault::delay).orElse(Duration.ZERO));
  }

  private Optional<Reply> reply(Effect effect, HttpExchange exchange, Optional<Envelope> envelope) {
    var requestId = requestIds.next();
    return switch (effect) {
      case Effect.Answer(int code, String message, int status) ->
          notTaken(Reply.tiktok(status, code, message, requestId, Optional.empty()));
      case Effect.Raw raw -> notTaken(Reply.raw(raw));
      case Effect.Slow _ ->
          keep(judge.judge(exchange.getRequestHeaders(), envelope, requestId), requestId);
      case Effect.Swallow _ ->
          swallow(judge.judge(exchange.getRequestHeaders(), envelope, requestId), requestId);
      case Effect.HangUpAfterProcessing _ -> {
        keep(judge.judge(exchange.getRequestHeaders(), envelope, requestId), requestId);
        yield Optional.empty();
      }
      case Effect.HangUpBeforeReading _ ->
          throw new IllegalStateException("hang-up before reading: read already");
    };
  }

  private Optional<Reply> keep(Judgement judgement, String requestId) {
    return switch (judgement) {
      case Refused(var refusal) -> notTaken(Reply.refused(refusal, requestId));
      case Taken(var batch) -> {
        journal.keep(batch);
        yield Optional.of(Reply.ok(requestId, Json.object()));
      }
    };
  }

  private Optional<Reply> swallow(Judgement judgement, String requestId) {
    return switch (judgement) {
      case Refused(var refusal) -> notTaken(Reply.refused(refusal, requestId));
      case Taken _ -> notTaken(Reply.ok(requestId, Json.object()));
    };
  }

  private Optional<Reply> notTaken(Reply reply) {
    journal.refused();
    return Optional.of(reply);
  }
}
