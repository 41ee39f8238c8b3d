package dev.waybill.domain.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.Which;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.Mapping.FieldTrace;
import dev.waybill.domain.mapping.Mapping.StepTrace;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.OutboxView.Story;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.story.ExplainEvents.Making;
import dev.waybill.domain.story.ExplainEvents.RuleLine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventExplanationsTest {
  private static final EventId ID = new EventId("e-1");
  private static final String PAYLOAD =
      """
      {"event": "CompletePayment", "source": "shop", "user": {"email": ["0a1b"], "ip": "203.0.113.9"},
       "properties": {"value": 12.5, "note": "secret note", "contents": [{"id": "c-1", "to": "Ada"}]}}""";

  /** Everything known of how the payload came about. */
  private static final List<FieldTrace> FIELDS =
      List.of(
          field("/event", "path", "/event", "event_name"),
          field("/source", "constant", null),
          field("/user/email", "path", "/context/email", "email", "sha256"),
          field("/user/ip", "path", "/context/ip"),
          field("/properties/value", "path", "/properties/value"),
          field("/properties/note", "template", null),
          field("/properties/contents", "each", "/properties/contents"),
          field("/properties/contents/0/id", "path", "/content_id"),
          field("/properties/contents/0/to", "path", "/engraved_for"));

  private Preview preview = shown(PAYLOAD, "{\"pixel\": \"P1\", \"data\": [" + PAYLOAD + "]}");

  private static FieldTrace field(
      String pointer, String by, @Nullable String from, String... steps) {
    return new FieldTrace(
        JsonPointer.parse(pointer),
        JsonPointer.ROOT,
        by,
        from == null ? null : JsonPointer.parse(from),
        List.of(steps).stream().map(name -> new StepTrace(name, Json.of("secret"), "")).toList(),
        true);
  }

  private static Preview shown(String payload, String body) {
    var event =
        new Event(
            "Purchase",
            Instant.EPOCH,
            EventSource.WEB,
            ID,
            (JsonObject) JsonText.json("{\"event\": \"Purchase\"}"));
    return new Preview.Shown(
        Which.ACTIVE,
        event,
        Admission.WANTED,
        new Mapping.Explained(
            new Mapping.Outcome.Mapped((JsonObject) JsonText.json(payload), List.of()), FIELDS),
        List.of(),
        Optional.of(
            new OutboundRequest(
                "POST",
                URI.create("https://x.example/"),
                Map.of("Access-Token", "***"),
                JsonText.json(body))),
        List.of());
  }

  // The checker does not see that a record's array, read from its class file, may be null.
  @SuppressWarnings("NullAway")
  private ExplainEvents explain(byte @Nullable [] payload) {
    var chapter =
        new Chapter(
            new ConnectorId(1),
            "TikTok",
            new Fate(Verdict.DELIVERED, 1, null, null, Instant.EPOCH, null),
            List.of());
    var story =
        new Story(new SourceId(1), 1, new EventKey(1, 1), payload, Instant.EPOCH, List.of(chapter));
    return new EventExplanations(new OneStory(story), new OneTrial(), new PlainJsonCodec());
  }

  private ExplainEvents explain() {
    return explain("{\"event\":\"Purchase\"}".getBytes(UTF_8));
  }

  private static Making.Made made(List<ExplainEvents.Explained> told) {
    return (Making.Made) told.getFirst().passages().getFirst().making();
  }

  private static String text(@Nullable OutboundRequest request) {
    return request == null ? "none" : PlainJsonCodec.text(request.body());
  }

  @Test
  void a_masked_request_shows_what_names_nobody_and_hides_all_else() {
    assertThat(text(made(explain().masked(ID)).request()))
        .isEqualTo(
            PlainJsonCodec.text(
                JsonText.json(
                    """
                    {"pixel": "P1", "data": [{"event": "CompletePayment", "source": "shop",
                     "user": {"email": ["***"], "ip": "***"},
                     "properties": {"value": 12.5, "note": "***", "contents": [{"id": "c-1", "to": "***"}]}}]}""")));
  }

  @Test
  void a_hidden_value_that_the_request_repeats_elsewhere_is_hidden_there_too() {
    preview =
        shown(PAYLOAD, "{\"client\": \"203.0.113.9\", \"pixel\": \"P1\", \"copy\": \"0a1b\"}");
    assertThat(text(made(explain().masked(ID)).request()))
        .isEqualTo("{\"client\":\"***\",\"pixel\":\"P1\",\"copy\":\"***\"}");
  }

  @Test
  void masked_rules_show_their_conversions_and_no_hidden_value() {
    var rules = made(explain().masked(ID)).rules();
    assertThat(rules).hasSize(FIELDS.size());
    assertThat(rules.get(2).steps()).containsExactly("email", "sha256");
    assertThat(rules)
        .extracting(EventExplanationsTest::value)
        .containsExactly(
            "\"CompletePayment\"",
            "\"shop\"",
            "[\"***\"]",
            "\"***\"",
            "12.5",
            "\"***\"",
            "[{\"id\":\"***\",\"to\":\"***\"}]",
            "\"c-1\"",
            "\"***\"");
  }

  private static String value(RuleLine rule) {
    var value = rule.value();
    return value == null ? "none" : PlainJsonCodec.text(value);
  }

  @Test
  void uncovered_everything_is_shown_as_it_is_sent() {
    var made = made(explain().revealed(ID));
    assertThat(text(made.request())).contains("203.0.113.9").contains("Ada");
    assertThat(value(made.rules().get(3))).isEqualTo("\"203.0.113.9\"");
  }

  @Test
  void what_cannot_be_mapped_has_its_problems_and_no_request() {
    var problem = Problem.at(JsonPointer.parse("/user"), "required", "Wanted a user.");
    preview =
        new Preview.Shown(
            Which.ACTIVE,
            new Event("Purchase", Instant.EPOCH, EventSource.WEB, ID, JsonObject.EMPTY),
            Admission.WANTED,
            new Mapping.Explained(new Mapping.Outcome.Unmappable(List.of(problem)), List.of()),
            List.of(),
            Optional.empty(),
            List.of());
    var made = made(explain().masked(ID));
    assertThat(made.problems()).containsExactly(problem);
    assertThat(made.request()).isNull();
  }

  @Test
  void what_cannot_be_tried_says_why() {
    preview = new Preview.NotConfigured();
    assertThat(explain().masked(ID).getFirst().passages().getFirst().making())
        .isEqualTo(new Making.Nothing("It has no active configuration."));
    assertThat(explain(null).masked(ID).getFirst().passages().getFirst().making())
        .isEqualTo(new Making.Nothing("Its payload is past its time and was forgotten."));
  }

  /** Knows one story, and has its own word for what is masked. */
  private record OneStory(Story story) implements ReadEventStory {
    @Override
    public List<ToldStory> masked(EventId id) {
      return List.of(new ToldStory(story, Json.of("masked")));
    }

    @Override
    public List<ToldStory> revealed(EventId id) {
      return List.of(new ToldStory(story, Json.of("revealed")));
    }
  }

  private final class OneTrial implements TryMappings {
    @Override
    public TestRun runTests(ConnectorId id, Which which) {
      return new TestRun.NotFound();
    }

    @Override
    public Preview preview(ConnectorId id, JsonObject event, Which which) {
      return which == Which.ACTIVE ? preview : new Preview.NotFound();
    }

    @Override
    public TestRun runTests(ConnectorId id, Written written) {
      return new TestRun.NotFound();
    }

    @Override
    public Preview preview(ConnectorId id, JsonObject event, Written written) {
      return new Preview.NotFound();
    }
  }
}
