package dev.waybill.domain.quality;

import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.PayloadReview.MatchKey;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.event.EventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A destination whose payloads are looked at once the platform has decided on them: one that is
 * deferred comes again, and must not count twice. Of a large delivery an even sample is looked at:
 * shares need no more, and looking at each one would take a tenth of all processor time.
 */
final class ReviewedDestination implements Destination {
  /** The finding that stands for a review that could not be made. */
  static final String REVIEW_FAILED = "review_failed";

  /** A delivery of up to so many events is looked at whole. */
  static final int SAMPLE = 100;

  private final AtomicInteger deliveries = new AtomicInteger();
  private final Destination inner;
  private final Linter linter;
  private final Consumer<PayloadTally> tallies;

  ReviewedDestination(Destination inner, Linter linter, Consumer<PayloadTally> tallies) {
    this.inner = inner;
    this.linter = linter;
    this.tallies = tallies;
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    var report = inner.deliver(batch);
    if (report.outcomes().size() == batch.size()) {
      var tally = reviewed(batch, report.outcomes());
      if (tally.events() > 0 || !tally.findings().isEmpty()) {
        tallies.accept(tally);
      }
    }
    return report;
  }

  /** What was delivered stays delivered: a review that fails is no reason to send it again. */
  private PayloadTally reviewed(List<OutboundEvent> batch, List<Outcome> outcomes) {
    try {
      return review(batch, outcomes);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      return new PayloadTally(0, Map.of(), Map.of(REVIEW_FAILED, 1L));
    }
  }

  private PayloadTally review(List<OutboundEvent> batch, List<Outcome> outcomes) {
    long events = 0;
    var identifiers = new LinkedHashMap<String, Long>();
    linter.review().matchKeys().forEach(key -> identifiers.put(key.name(), 0L));
    var findings = new HashMap<String, Long>();
    int step = Math.max(1, Math.ceilDiv(batch.size(), SAMPLE));
    // Another beginning each time: senders' batches repeat themselves.
    int first = Math.floorMod(deliveries.getAndIncrement(), step);
    for (int i = first; i < batch.size(); i += step) {
      if (isDecided(outcomes.get(i))) {
        events++;
        review(batch.get(i), identifiers, findings);
      }
    }
    return new PayloadTally(events, identifiers, findings);
  }

  private static boolean isDecided(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Rejected _ -> true;
      case Outcome.Deferred _, Outcome.Blocked _ -> false;
    };
  }

  private void review(
      OutboundEvent event, Map<String, Long> identifiers, Map<String, Long> findings) {
    for (MatchKey key : linter.review().matchKeys()) {
      if (key.isIn(event.payload())) {
        identifiers.merge(key.name(), 1L, Long::sum);
      }
    }
    for (var finding : linter.findings(event)) {
      findings.merge(finding.kind(), 1L, Long::sum);
    }
  }

  @Override
  public boolean accepts(EventSource source) {
    return inner.accepts(source);
  }

  @Override
  public Duration acceptanceWindow(EventSource source) {
    return inner.acceptanceWindow(source);
  }

  @Override
  public Optional<OutboundRequest> preview(OutboundEvent event) {
    return inner.preview(event);
  }

  @Override
  public Probe probe() {
    return inner.probe();
  }

  @Override
  public void close() {
    inner.close();
  }
}
