package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connector {@code con_1} with two dead events, one a page, and a ledger to be unbalanced. */
public final class FakeOutbox implements OutboxView, Ledger, ReadEventStory, ReadBacklogs {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ConnectorId CONNECTOR = new ConnectorId(1);
  private static final SourceId SOURCE = new SourceId(1);
  private static final EventKey KEY = new EventKey(1, 2);

  private final AtomicInteger reveals = new AtomicInteger();
  private volatile long lost;
  private volatile AgeLimit ageLimit = new AgeLimit(Duration.ofDays(7), Cause.WINDOW);
  private volatile boolean forgotten;
  private volatile long waiting = 3;

  public int reveals() {
    return reveals.get();
  }

  /** Nobody has an account, and nothing is told of any event. */
  public void forget() {
    forgotten = true;
  }

  /** So many events wait at {@code con_1}; one is retrying besides. */
  public void letWait(long events) {
    waiting = events;
  }

  public void lose(long events) {
    lost = events;
  }

  @Override
  public List<Backlog> backlogs() {
    return List.of();
  }

  @Override
  public List<BacklogUntil> until() {
    return forgotten ? List.of() : backlogsUntil();
  }

  private List<BacklogUntil> backlogsUntil() {
    return List.of(
        new BacklogUntil(
            new Backlog(CONNECTOR, "TikTok", waiting, 1, NOW.minusSeconds(75), Oldest.NONE),
            new FirstExpiry(NOW.plusSeconds(3_600), Cause.RETENTION)),
        new BacklogUntil(new Backlog(new ConnectorId(2), "idle", 0, 0, null, Oldest.NONE), null));
  }

  @Override
  public AgeLimit ageLimit(ConnectorId connector) {
    return ageLimit;
  }

  /** From now on events expire after that. */
  public void limitAge(AgeLimit limit) {
    ageLimit = limit;
  }

  @Override
  public LogStatus log() {
    return new LogStatus(
        new Retention.State(Duration.ofHours(47), true, 90, 5_000, List.of()),
        new RetentionPolicy(Duration.ofDays(7), 100, OptionalLong.of(5_000), Duration.ofDays(30)));
  }

  @Override
  public Optional<Page> events(
      ConnectorId connector, Verdict verdict, @Nullable String before, int limit) {
    if (!connector.equals(CONNECTOR)) {
      return Optional.empty();
    }
    if (forgotten) {
      return Optional.of(new Page(List.of(), null));
    }
    if (before != null && !before.equals("src_1/2")) {
      throw new IllegalArgumentException("no place in a list");
    }
    return Optional.of(
        before == null
            ? new Page(List.of(item(payload("e-2"))), "src_1/2")
            : new Page(List.of(item(null)), null));
  }

  private static Item item(byte @Nullable [] payload) {
    return new Item(SOURCE, 7, KEY, payload, NOW, fate());
  }

  private static byte[] payload(String id) {
    return ("{\"event\":\"Purchase\",\"event_id\":\""
            + id
            + "\",\"context\":{\"email\":\"p@x.y\"}}")
        .getBytes(UTF_8);
  }

  private static Fate fate() {
    return new Fate(Verdict.DEAD, 2, "40002", "Invalid value.", NOW, null);
  }

  @Override
  public List<Story> stories(EventId id) {
    return List.of();
  }

  @Override
  public List<ToldStory> masked(EventId id) {
    return told(id, "p***");
  }

  @Override
  public List<ToldStory> revealed(EventId id) {
    reveals.incrementAndGet();
    return told(id, "p@x.y");
  }

  private static List<ToldStory> told(EventId id, String email) {
    if (!id.value().equals("order/1 é")) {
      return List.of();
    }
    var call =
        new SettledCall(List.of(7L), null, "timeout", null, null, NOW, Duration.ofMillis(1_500));
    var chapter = new Chapter(CONNECTOR, "TikTok", fate(), List.of(call));
    return List.of(
        new ToldStory(
            new Story(SOURCE, 7, KEY, payload("order/1 é"), NOW, List.of(chapter)),
            JsonObject.builder().put("email", Json.of(email)).build()));
  }

  @Override
  public List<Line> lines() {
    return forgotten
        ? List.of()
        : List.of(new Line(CONNECTOR, "TikTok", 10, 4 - lost, 1, 1, 1, 1, 2, true));
  }
}
