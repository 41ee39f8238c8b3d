package dev.waybill.inbound.http;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Activity.Bucket;
import dev.waybill.domain.activity.LatencyHistogram;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.LedgerAudit.Report;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.admin.AdminApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Connector 1 with one bucket, one dead event found on the second page, one group and one act. */
public final class FakeFindings
    implements ReadActivity, SearchEvents, ReadDeadLetters, ReadAudit, VerifyLedger {
  private static final ConnectorId CONNECTOR = new ConnectorId(1);
  private static final SourceId SOURCE = new SourceId(1);
  private static final EventKey KEY = new EventKey(1, 2);

  private final FakeExplanations explanations = new FakeExplanations();
  private final AtomicInteger counting = new AtomicInteger();
  private volatile boolean away;
  private volatile boolean empty;
  private volatile Fate found =
      new Fate(Verdict.DEAD, 2, "40002", "Invalid value.", FakeOutbox.NOW, null);
  private final List<String> asked = new ArrayList<>();

  /** What was searched for, in the order it was. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Lets every call fail until it is told otherwise. */
  public void takeAway(boolean storeAway) {
    this.away = storeAway;
  }

  /** What became of the event that is found. */
  public void find(Fate fate) {
    found = fate;
  }

  /** There is nothing to be found. */
  public void clear() {
    empty = true;
  }

  public FakeExplanations explanations() {
    return explanations;
  }

  public AdminApi.Findings findings() {
    return new AdminApi.Findings(this, this, this, this, this, explanations);
  }

  private void reach() {
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
  }

  @Override
  public Optional<Activity> of(ConnectorId connector, Span span) {
    return connector.equals(CONNECTOR) ? Optional.of(all(span)) : Optional.empty();
  }

  @Override
  public Activity all(Span span) {
    var from = span.start(FakeOutbox.NOW);
    if (empty) {
      return new Activity(from, span.step(), List.of(quiet(from), quiet(from.plus(span.step()))));
    }
    var counts = new long[LatencyHistogram.CLASSES];
    counts[1] = 4;
    return new Activity(
        from,
        span.step(),
        List.of(
            new Bucket(from, 4, 1, 2, 3, 5, 6, Duration.ofSeconds(7), LatencyHistogram.of(counts)),
            quiet(from.plus(span.step()))));
  }

  private static Bucket quiet(Instant from) {
    return new Bucket(from, 0, 0, 0, 0, 0, 0, null, LatencyHistogram.EMPTY);
  }

  @Override
  public List<Intake> intake(Span span) {
    return List.of(new Intake(SOURCE, "default", List.of(1L, 2L)));
  }

  @Override
  public Errors errors(@Nullable ConnectorId connector, Span span) {
    var codes = empty ? Map.<String, List<Long>>of() : Map.of("40002", List.of(0L, 3L));
    return new Errors(span.start(FakeOutbox.NOW), new TreeMap<>(codes), false);
  }

  @Override
  public List<Recent> recent() {
    return List.of(new Recent(CONNECTOR, 10, 8, 1, 0, 1));
  }

  @Override
  public SearchEvents.Page exceptions(Query query, @Nullable String cursor, int limit) {
    reach();
    asked.add(query + " " + limit);
    if (empty) {
      return new SearchEvents.Page(List.of(), null, 0, null);
    }
    if (cursor == null) {
      return new SearchEvents.Page(List.of(), "7.1", 500, FakeOutbox.NOW);
    }
    if (!cursor.equals("7.1")) {
      throw new IllegalArgumentException("no place in a list");
    }
    return new SearchEvents.Page(
        List.of(
            new Hit(CONNECTOR, "TikTok", SOURCE, KEY, "e-1", "Purchase", FakeOutbox.NOW, found)),
        null,
        3,
        FakeOutbox.NOW);
  }

  @Override
  public Optional<LogPage> log(LogQuery query, @Nullable String cursor, int limit) {
    asked.add(query.toString());
    if (!query.source().equals(SOURCE)) {
      return Optional.empty();
    }
    return Optional.of(
        cursor == null
            ? new LogPage(List.of(), "9.0", 4_000, 10_000)
            : new LogPage(
                List.of(new Sighting(KEY, "e-1", "Purchase", FakeOutbox.NOW)),
                null,
                10_000,
                10_000));
  }

  @Override
  public Groups groups(@Nullable ConnectorId connector) {
    reach();
    var group =
        new Group(
            CONNECTOR,
            "TikTok",
            "40002",
            "Invalid value “…”.",
            12,
            9L,
            FakeOutbox.NOW.minusSeconds(60),
            FakeOutbox.NOW,
            FakeOutbox.NOW.plusSeconds(3_600),
            "Correct the mapping.");
    return new Groups(
        !empty && (connector == null || connector.equals(CONNECTOR)) ? List.of(group) : List.of(),
        true);
  }

  @Override
  public ReadAudit.Page page(@Nullable String cursor, int limit) {
    reach();
    if (empty) {
      return new ReadAudit.Page(List.of(), null);
    }
    if (cursor != null && !cursor.equals("5")) {
      throw new IllegalArgumentException("no place in a list");
    }
    var act = new Act(FakeOutbox.NOW, "admin token", "reveal_event", KEY.uuid().toString());
    return new ReadAudit.Page(List.of(act), cursor == null ? "5" : null);
  }

  /** The next look finds the count under way. */
  public void count() {
    counting.set(1);
  }

  /** Each look finds the count one step further. */
  @Override
  public State begin() {
    reach();
    counting.set(1);
    return state();
  }

  @Override
  public State state() {
    return switch (counting.get()) {
      case 0 -> new State.Never();
      case 1 -> {
        counting.incrementAndGet();
        yield new State.Running(FakeOutbox.NOW, 1, 4);
      }
      default ->
          new State.Done(
              FakeOutbox.NOW,
              Duration.ofSeconds(2),
              new Report(1, 3, 10, 5, List.of(new Difference("con_1 lane 1", "events", 10, 9))));
    };
  }
}
