package dev.waybill.destination.tck;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.destination.SafeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends ids and reads {@code {"ok":true}} or {@code {"ok":false,"why":…,"message":…}}. */
final class ToyDestination implements Destination {
  private final Flaw flaw;
  private final Credential credential;
  private final DestinationContext context;
  private final ToyClient client;

  ToyDestination(Flaw flaw, DestinationConfiguration configuration, DestinationContext context) {
    this.flaw = flaw;
    this.credential = configuration.credential();
    this.context = context;
    this.client =
        new ToyClient(
            Objects.requireNonNull(configuration.settings().string("url")),
            context.json(),
            flaw == Flaw.SWALLOWS_THE_INTERRUPT);
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    var calls = new ArrayList<Call>();
    var halving = new Halving(batch.size());
    halving.send(
        List.of(IntStream.range(0, batch.size()).boxed().toList()),
        positions -> send(batch, positions, calls));
    var outcomes = new ArrayList<>(halving.outcomes());
    if (flaw == Flaw.DROPS_AN_OUTCOME) {
      outcomes.removeLast();
    }
    return new DeliveryReport(outcomes, flaw == Flaw.REPORTS_NO_CALL ? List.of() : calls);
  }

  private Answer send(List<OutboundEvent> batch, List<Integer> positions, List<Call> calls) {
    var ids = positions.stream().map(i -> batch.get(i).id().value()).toList();
    if (flaw == Flaw.SENDS_TWICE) {
      var _ = client.send(ids);
    }
    var said = client.send(ids);
    if (flaw == Flaw.THROWS_WHEN_NOBODY_ANSWERS && said.status() == null) {
      throw new IllegalStateException("nobody answered");
    }
    calls.add(
        new Call(
            positions,
            said.status(),
            said.why(),
            safe(said.message()),
            null,
            context.clock().instant(),
            Duration.ZERO));
    return answer(said, positions);
  }

  private Answer answer(ToyClient.Said said, List<Integer> positions) {
    var message = safe(said.message());
    if (flaw == Flaw.BELIEVES_THE_STATUS && Objects.equals(said.status(), 200)) {
      return Answer.settled(positions, Outcome.ACCEPTED);
    }
    return switch (said.why()) {
      case "ok" -> Answer.settled(positions, Outcome.ACCEPTED);
      case "bad" -> refused(positions, message);
      case "token" ->
          flaw == Flaw.KILLS_FOR_A_BAD_TOKEN
              ? Answer.settled(positions, new Outcome.Rejected("token", message))
              : stopped(new Outcome.Blocked("token", message));
      case "busy" ->
          stopped(
              flaw == Flaw.TAKES_BUSY_FOR_BAD_TOKEN
                  ? new Outcome.Blocked("busy", message)
                  : later(Cause.THROTTLE, "busy", message, said.named()));
      default -> unheard(said.why(), positions, message);
    };
  }

  private Answer refused(List<Integer> positions, String message) {
    var rejected = new Outcome.Rejected("bad", message);
    return flaw == Flaw.KILLS_THE_NEIGHBOURS
        ? Answer.settled(positions, rejected)
        : new Answer.Refused(rejected, null);
  }

  private Answer unheard(String why, List<Integer> positions, String message) {
    if (flaw == Flaw.TAKES_SILENCE_FOR_A_YES && why.equals("silent")) {
      return Answer.settled(positions, Outcome.ACCEPTED);
    }
    if (flaw == Flaw.KILLS_WHAT_IT_CANNOT_READ && why.equals("unreadable")) {
      return Answer.settled(positions, new Outcome.Rejected(why, message));
    }
    return stopped(later(Cause.TRANSIENT, why, message, null));
  }

  private Outcome later(Cause cause, String code, String message, @Nullable Duration wait) {
    return new Outcome.Deferred(
        cause, code, message, flaw == Flaw.FORGETS_THE_NAMED_WAIT ? null : wait);
  }

  private static Answer stopped(Outcome outcome) {
    return new Answer.Stopped(outcome, Reach.DELIVERY);
  }

  private String safe(String message) {
    return switch (flaw) {
      case LEAKS_THE_TOKEN ->
          "sent with " + Objects.requireNonNull(credential.get("token")).reveal();
      case REPEATS_THE_PLATFORM -> message;
      default -> SafeMessage.of(message, credential);
    };
  }

  @Override
  public Probe probe() {
    var said = client.send(flaw == Flaw.PROBES_WITH_AN_EVENT ? List.of("probe") : List.of());
    var result =
        switch (said.why()) {
          case "ok" -> Result.PASSED;
          case "token" -> flaw == Flaw.PASSES_ANY_PROBE ? Result.PASSED : Result.FAILED;
          default -> Result.UNKNOWN;
        };
    return new Probe(List.of(new Finding("token", result, "The toy said " + said.why() + ".")));
  }

  @Override
  public void close() {
    client.close();
  }
}
