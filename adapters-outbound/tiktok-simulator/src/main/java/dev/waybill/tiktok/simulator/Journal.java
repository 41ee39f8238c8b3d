package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Event;
import dev.waybill.tiktok.simulator.Statistics.EventTotal;
import dev.waybill.tiktok.simulator.TakenCall.TakenEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was taken, all of a batch under one lock, so that statistics never show half of one. */
final class Journal {
  private static final int MOST_NAMES = 1_000;
  private static final int MOST_LINES = 5_000_000;

  private final InstantSource clock;
  private final KeySet keys = new KeySet();
  private final Map<String, Total> byEvent = new HashMap<>();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final RecentCalls recent = new RecentCalls();
  private final Findings findings = new Findings();
  private final Optional<List<String>> lines;
  private final CallCounts calls = new CallCounts();

  Journal(boolean keepKeys, InstantSource clock) {
    this.clock = clock;
    this.lines = keepKeys ? Optional.of(new ArrayList<>()) : Optional.empty();
  }

  CallCounts calls() {
    return calls;
  }

  synchronized void keep(Batch batch) {
    var now = clock.instant();
    findings.addAll(batch.findings());
    var events = batch.envelope().events();
    boolean test = batch.envelope().isTest();
    var taken = new ArrayList<TakenEvent>(events.size());
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      var key = batch.keys().get(i);
      var verdict = test ? Verdict.TEST : verdict(event, key, now);
      verdicts.merge(verdict, 1L, Long::sum);
      taken.add(
          new TakenEvent(event.start(), event.end(), verdict, key.map(EventKey::high).orElse(0L)));
    }
    recent.add(call(batch, taken, now));
  }

  /** The newest calls that were taken, oldest first. */
  synchronized List<TakenCall> recent() {
    return recent.all();
  }

  /** The keys of all unique events that have one; empty unless they are kept. */
  synchronized Optional<List<String>> keyLines() {
    return lines.map(List::copyOf);
  }

  synchronized Statistics statistics() {
    return new Statistics(
        calls.all(),
        calls.refused(),
        calls.faulted(),
        calls.throttled(),
        verdicts.values().stream().mapToLong(Long::longValue).sum(),
        count(Verdict.UNIQUE),
        count(Verdict.DUPLICATE) + count(Verdict.MERGED),
        count(Verdict.MERGED),
        count(Verdict.TEST),
        totals(),
        findings.counts(),
        List.copyOf(findings.unknownNames()));
  }

  private long count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  private Verdict verdict(Event event, Optional<EventKey> key, Instant now) {
    var sight = key.map(known -> see(known, now)).orElse(KeySet.Sight.NEW);
    return switch (sight) {
      case MERGED -> Verdict.MERGED;
      case KNOWN -> Verdict.DUPLICATE;
      case NEW -> {
        count(event);
        yield Verdict.UNIQUE;
      }
    };
  }

  private KeySet.Sight see(EventKey key, Instant now) {
    var sight = keys.see(key.high(), key.low(), now.getEpochSecond());
    if (sight == KeySet.Sight.NEW) {
      lines.ifPresent(kept -> keepLine(kept, key));
    }
    return sight;
  }

  private void count(Event event) {
    var name = nameOf(event);
    byEvent.computeIfAbsent(name, _ -> new Total()).add(event.value());
  }

  private static void keepLine(List<String> kept, EventKey key) {
    if (kept.size() >= MOST_LINES) {
      throw new IllegalStateException("keys kept: full, wanted at most " + MOST_LINES);
    }
    kept.add(key.line());
  }

  private String nameOf(Event event) {
    var name = event.name();
    return byEvent.containsKey(name) || byEvent.size() < MOST_NAMES ? name : "(others)";
  }

  private Map<String, EventTotal> totals() {
    var totals = new HashMap<String, EventTotal>();
    byEvent.forEach((name, total) -> totals.put(name, total.now()));
    return totals;
  }

  /** Events of one name as they add up. */
  private static final class Total {
    private static final int MOST_SCALE = 100;

    private long count;
    private BigDecimal sum = BigDecimal.ZERO;

    private void add(BigDecimal value) {
      count++;
      // A sum of numbers of any size would take memory of any size.
      if (Math.abs((long) value.scale()) <= MOST_SCALE && value.precision() <= MOST_SCALE) {
        sum = sum.add(value);
      }
    }

    private EventTotal now() {
      return new EventTotal(count, sum);
    }
  }

  private static TakenCall call(Batch batch, List<TakenEvent> taken, Instant now) {
    var envelope = batch.envelope();
    return new TakenCall(
        now,
        envelope.source().orElseThrow(),
        envelope.eventSourceId(),
        batch.requestId(),
        batch.maskedToken(),
        envelope.body(),
        taken);
  }
}
