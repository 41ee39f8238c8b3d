package dev.waybill.domain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.ingest.IngestEvents.Answer;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.InMemoryRejections;
import dev.waybill.domain.source.InMemorySources;
import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceAdmin;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EventIntakeTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final SourceId SOURCE = new SourceId(1);
  private static final EventItem TOO_LARGE =
      new EventItem.Unreadable(Problem.at(JsonPointer.ROOT, "too_large", "At most 64 KiB."));

  private final InstantSource clock = InstantSource.fixed(NOW);
  private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
  private final InMemorySources sources = new InMemorySources(clock);
  private final InMemoryRejections rejections = new InMemoryRejections();
  private final List<String> happened = new ArrayList<>();
  private final List<NewEvent> appended = new ArrayList<>();

  private final EventLog log =
      log(
          events -> {
            happened.add("append");
            appended.addAll(events);
            return outbox.append(events);
          });

  @Test
  void every_item_is_answered_in_order_and_bad_ones_cost_their_neighbours_nothing() {
    var answers = ingest(event("a"), TOO_LARGE, event("b"), event(" "), event("a"), event("c"));
    assertThat(answers)
        .extracting(EventIntakeTest::told)
        .containsExactly(
            "accepted a",
            "/ too_large",
            "accepted b",
            "/event_id bad_id",
            "duplicate a",
            "accepted c");
    assertThat(ingest(event("c"))).containsExactly(new Answer.Duplicate(new EventId("c")));
  }

  @Test
  void what_is_stored_is_what_was_sent_with_the_id_that_was_answered() {
    var sent = body("x").with("shop", Json.of("kept"));
    var answers = ingest(new EventItem.Parsed(sent), new EventItem.Parsed(withoutId()));
    assertThat(stored(0)).isEqualTo(sent);
    var made = ((Answer.Accepted) answers.get(1)).id();
    assertThat(stored(1)).isEqualTo(withoutId().with("event_id", Json.of(made.value())));
    assertThat(ingest(new EventItem.Parsed(withoutId())))
        .containsExactly(new Answer.Duplicate(made));
  }

  @Test
  void rejections_are_kept_without_what_was_sent() {
    var secret = body("a").with("context", JsonText.object("{\"city\": \"s3cret\"}"));
    ingest(new EventItem.Parsed(secret), TOO_LARGE, new EventItem.Parsed(JsonObject.EMPTY));
    assertThat(rejections.last(SOURCE, 10))
        .extracting(Rejection::pointer, Rejection::code, Rejection::event, Rejection::at)
        .containsExactly(
            tuple("/event", "required", null, NOW),
            tuple("", "too_large", null, NOW),
            tuple("/context", "no_identifier", "View", NOW));
    assertThat(rejections.last(SOURCE, 10).toString()).doesNotContain("s3cret");
  }

  @Test
  void no_more_rejections_are_handed_on_than_are_kept() {
    ingest(Collections.nCopies(Rejections.KEPT + 5, TOO_LARGE).toArray(EventItem[]::new));
    assertThat(rejections.last(SOURCE, 5_000)).hasSize(Rejections.KEPT);
  }

  @Test
  void the_relay_is_told_after_the_append_and_only_if_there_was_one() {
    ingest(event("a"), TOO_LARGE);
    assertThat(happened).containsExactly("append", "told src_1");
    happened.clear();
    ingest(TOO_LARGE);
    assertThat(ingest()).isEmpty();
    assertThat(happened).isEmpty();
  }

  @Test
  void nothing_is_acknowledged_when_the_log_is_away() {
    var away =
        log(
            _ -> {
              throw new StoreUnavailableException("away", new IllegalStateException());
            });
    var intake = intake(away);
    assertThatThrownBy(() -> intake.ingest(SOURCE, List.of(event("a"), TOO_LARGE)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(happened).isEmpty();
    assertThat(rejections.last(SOURCE, 10)).as("to be sent again as a whole").isEmpty();
  }

  @Test
  void what_is_committed_is_acknowledged_even_if_rejections_cannot_be_kept() {
    rejections.breakDown();
    assertThat(ingest(event("a"), TOO_LARGE))
        .extracting(EventIntakeTest::told)
        .containsExactly("accepted a", "/ too_large");
    assertThat(appended).hasSize(1);
  }

  @Test
  void a_write_key_opens_its_source_and_nothing_else_does() {
    var admin = new SourceAdmin(sources, rejections, new Random(7));
    var key = admin.issueKey(SOURCE).orElseThrow().secret();
    assertThat(intake(log).opens(key)).contains(SOURCE);
    assertThat(intake(log).opens(new Secret(key.reveal().toLowerCase(Locale.ROOT)))).isEmpty();
    assertThat(intake(log).opens(new Secret(""))).isEmpty();
    admin.close(SOURCE);
    assertThat(intake(log).opens(key)).isEmpty();
  }

  private List<Answer> ingest(EventItem... items) {
    return intake(log).ingest(SOURCE, List.of(items));
  }

  /** A log that is only appended to. */
  private static EventLog log(Function<List<NewEvent>, List<EventLog.Appended>> append) {
    return new EventLog() {
      @Override
      public List<Appended> append(List<NewEvent> events) {
        return append.apply(events);
      }

      @Override
      public List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes) {
        throw new AssertionError("an intake reads nothing");
      }
    };
  }

  private EventIntake intake(EventLog to) {
    return new EventIntake(
        sources,
        to,
        rejections,
        new PlainJsonCodec(),
        clock,
        source -> happened.add("told " + source),
        Telemetry.NONE);
  }

  private Json stored(int index) {
    return JsonText.json(new String(appended.get(index).payload(), StandardCharsets.UTF_8));
  }

  private static EventItem event(String id) {
    return new EventItem.Parsed(body(id));
  }

  private static JsonObject body(String id) {
    return withoutId().with("event_id", Json.of(id));
  }

  private static JsonObject withoutId() {
    return JsonText.object(
        """
        {"event": "View", "event_time": "2026-05-01T11:00:00Z", "event_source": "web",
         "context": {"ip": "192.0.2.1"}}""");
  }

  private static String told(Answer answer) {
    return switch (answer) {
      case Answer.Accepted(var id) -> "accepted " + id;
      case Answer.Duplicate(var id) -> "duplicate " + id;
      case Answer.Rejected(var problems) -> {
        var first = problems.getFirst();
        yield (first.pointer().tokens().isEmpty() ? "/" : first.pointer()) + " " + first.code();
      }
    };
  }
}
