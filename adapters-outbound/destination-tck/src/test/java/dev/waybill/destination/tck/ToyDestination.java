package dev.waybill.destination.tck;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends payloads and reads {@code {"ok":true}} or {@code {"ok":false,"why":…,"message":…}}. */
final class ToyDestination implements Destination {
  private final Flaw flaw;
  private final String url;
  private final String token;
  private final DestinationContext context;
  private final ToyVerdict verdict;
  private final ToyClient client;
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private boolean closed;

  ToyDestination(Flaw flaw, DestinationConfiguration configuration, DestinationContext context) {
    this.flaw = flaw;
    this.url = requireNonNull(configuration.settings().string("url"));
    this.token = requireNonNull(configuration.credential().get("token")).reveal();
    this.context = context;
    this.verdict = new ToyVerdict(flaw, configuration.credential());
    this.client = new ToyClient(flaw, url, token, context.json());
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    var calls = new ArrayList<Call>();
    var halving = new Halving(batch.size());
    halving.send(
        List.of(IntStream.range(0, batch.size()).boxed().toList()),
        positions -> send(batch, positions, calls));
    var outcomes = new ArrayList<>(halving.outcomes());
    if (flaw == Flaw.LOSES_AN_OUTCOME_OF_A_FULL_BATCH && isFull(batch)) {
      outcomes.removeLast();
    }
    if (flaw == Flaw.TAINTS_THE_WHOLE_BATCH && calls.size() > 1) {
      outcomes.replaceAll(ToyDestination::tainted);
    }
    boolean forgetful =
        flaw == Flaw.FORGETS_THE_CALL_THAT_TOOK_HALF && outcomes.contains(ToyVerdict.EXCEPTED);
    return new DeliveryReport(outcomes, forgetful ? List.of() : calls);
  }

  private static boolean isFull(List<OutboundEvent> events) {
    return events.size() == ToyProvider.MOST;
  }

  private static Outcome tainted(Outcome outcome) {
    return outcome instanceof Outcome.Deferred(_, var code, var message, var after)
        ? new Outcome.Deferred(Cause.UNANSWERED, code, message, after)
        : outcome;
  }

  private Answer send(List<OutboundEvent> batch, List<Integer> positions, List<Call> calls) {
    var events = positions.stream().map(batch::get).toList();
    misbehave(events);
    var began = context.clock().instant();
    var said = client.send(body(flaw == Flaw.SENDS_NO_MORE_THAN_THREE ? three(events) : events));
    if (flaw == Flaw.THROWS_WHEN_NOBODY_ANSWERS && said.why().equals("broken")) {
      throw new IllegalStateException("nobody answered");
    }
    calls.add(
        new Call(
            positions,
            said.status(),
            said.why(),
            verdict.safe(said.message()),
            null,
            began,
            Duration.between(began, context.clock().instant())));
    return verdict.answer(said, events);
  }

  private void misbehave(List<OutboundEvent> events) {
    switch (flaw) {
      case PRINTS_WHAT_IT_SENDS -> System.out.println(events.getFirst().payload().string("owner"));
      case LOGS_THE_TOKEN -> Logger.getLogger("toy").info(token);
      case SENDS_A_FULL_BATCH_TWICE -> {
        if (isFull(events)) {
          var _ = client.send(body(events));
        }
      }
      case SERVES_ONE_THREAD_ALONE -> {
        if (!owner.compareAndSet(null, Thread.currentThread())
            && !Thread.currentThread().equals(owner.get())) {
          throw new IllegalStateException("this toy belongs to another thread");
        }
      }
      default -> {}
    }
  }

  private static List<OutboundEvent> three(List<OutboundEvent> events) {
    return events.subList(0, Math.min(3, events.size()));
  }

  private static JsonArray body(List<OutboundEvent> events) {
    return events.stream().map(OutboundEvent::payload).collect(JsonArray.collector());
  }

  @Override
  public Optional<OutboundRequest> preview(OutboundEvent event) {
    var body = body(List.of(event));
    if (flaw == Flaw.PREVIEWS_BY_SENDING) {
      var _ = client.send(body);
    }
    return Optional.of(
        new OutboundRequest(
            "POST",
            URI.create(url),
            Map.of("Toy-Token", flaw == Flaw.PREVIEWS_THE_TOKEN ? token : "[hidden]"),
            flaw == Flaw.PREVIEWS_ANOTHER_BODY ? JsonObject.EMPTY : body));
  }

  @Override
  public Probe probe() {
    var something = JsonArray.of(JsonObject.builder().put("id", "probe").build());
    var said = client.send(flaw == Flaw.PROBES_WITH_AN_EVENT ? something : JsonArray.EMPTY);
    var result =
        switch (said.why()) {
          case "ok" -> Result.PASSED;
          case "token" -> flaw == Flaw.PASSES_ANY_TOKEN ? Result.PASSED : Result.FAILED;
          case "busy" -> passedIf(Flaw.TAKES_A_BUSY_PROBE_FOR_A_PASS);
          case "unreadable" -> passedIf(Flaw.PASSES_A_PROBE_IT_CANNOT_READ);
          default -> flaw == Flaw.TAKES_SILENCE_FOR_A_BAD_TOKEN ? Result.FAILED : Result.UNKNOWN;
        };
    boolean shown = flaw == Flaw.SHOWS_THE_TOKEN_IN_A_FINDING && result == Result.FAILED;
    var detail = "The toy said " + said.why() + " to " + (shown ? token : "the token") + ".";
    return new Probe(List.of(new Finding("token", result, detail)));
  }

  private Result passedIf(Flaw present) {
    return flaw == present ? Result.PASSED : Result.UNKNOWN;
  }

  @Override
  public void close() {
    client.close();
    if (flaw == Flaw.CLOSES_ONLY_ONCE && closed) {
      throw new IllegalStateException("closed already");
    }
    closed = true;
  }
}
