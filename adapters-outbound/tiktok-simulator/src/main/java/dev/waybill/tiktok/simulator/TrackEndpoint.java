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
  private final HashRule hashes;
  private final Workings workings;
  private final MemoryBudget memory = new MemoryBudget();

  TrackEndpoint(Judge judge, HashRule hashes, Workings workings) {
    this.judge = judge;
    this.hashes = hashes;
    this.workings = workings;
  }

  /** What becomes of the connection: an answer after a while, or none at all. */
  private record Plan(Optional<Reply> reply, Duration delay) {}

  /** Returns without having answered to hang up. */
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    calls().called(workings.clock().instant());
    if (workings.faults().takeUnread(Fault.TRACK).isPresent()) {
      calls().fault();
      calls().refuse();
      return;
    }
    var plan = plan(exchange);
    if (workings.latency().hold(plan.delay()) && plan.reply().isPresent()) {
      plan.reply().get().sendTo(exchange);
    }
  }

  // The body is out of reach again before the delay, so that slow answers do not hold memory.
  private Plan plan(HttpExchange exchange) throws IOException, InterruptedException {
    int most = workings.limits().get().bodyBytes();
    int taken = memory.take(exchange, most);
    try {
      var body = RequestBody.read(exchange, most);
      if (body.isEmpty()) {
        return new Plan(notTaken(Reply.text(413, "text/html", TOO_LARGE)), Duration.ZERO);
      }
      return plan(exchange, EnvelopeReader.read(body.get(), rules()));
    } finally {
      memory.giveBack(taken);
    }
  }

  private Plan plan(HttpExchange exchange, Optional<Envelope> envelope) {
    var fault = workings.faults().take(envelope);
    fault.ifPresent(_ -> calls().fault());
    var effect = fault.map(Fault::effect).orElseGet(Effect.Slow::new);
    return new Plan(
        reply(effect, exchange, envelope), fault.map(Fault::delay).orElse(Duration.ZERO));
  }

  private Optional<Reply> reply(Effect effect, HttpExchange exchange, Optional<Envelope> envelope) {
    var requestId = workings.requestIds().next();
    return switch (effect) {
      case Effect.Answer(int code, String message, int status) ->
          notTaken(Reply.tiktok(status, code, message, requestId, Optional.empty()));
      case Effect.Raw raw -> notTaken(Reply.raw(raw));
      case Effect.Slow _ -> keep(judge(exchange, envelope, requestId), requestId);
      case Effect.Swallow _ -> swallow(judge(exchange, envelope, requestId), requestId);
      case Effect.HangUpAfterProcessing _ -> {
        keep(judge(exchange, envelope, requestId), requestId);
        yield Optional.empty();
      }
      case Effect.HangUpBeforeReading _ ->
          throw new IllegalStateException("hang-up before reading: read already");
    };
  }

  private EventRules rules() {
    return new EventRules(hashes, workings.limits().get().windows(), workings.clock().instant());
  }

  private Judgement judge(HttpExchange exchange, Optional<Envelope> envelope, String requestId) {
    return judge.judge(
        exchange.getRequestHeaders(), envelope, workings.limits().get().rates(), requestId);
  }

  private Optional<Reply> keep(Judgement judgement, String requestId) {
    return switch (judgement) {
      case Refused(var refusal) -> refused(refusal, requestId);
      case Taken(var batch) -> {
        workings.journal().keep(batch);
        yield Optional.of(Reply.ok(requestId, Json.object()));
      }
    };
  }

  private Optional<Reply> swallow(Judgement judgement, String requestId) {
    return switch (judgement) {
      case Refused(var refusal) -> refused(refusal, requestId);
      case Taken _ -> notTaken(Reply.ok(requestId, Json.object()));
    };
  }

  private Optional<Reply> refused(Refusal refusal, String requestId) {
    if (refusal.code() == Code.THROTTLED) {
      calls().throttle();
    }
    return notTaken(Reply.refused(refusal, requestId));
  }

  private Optional<Reply> notTaken(Reply reply) {
    calls().refuse();
    return Optional.of(reply);
  }

  private CallCounts calls() {
    return workings.journal().calls();
  }
}
