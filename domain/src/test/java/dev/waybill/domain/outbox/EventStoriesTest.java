package dev.waybill.domain.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.outbox.ReadEventStory.ToldStory;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStoriesTest {
  private static final EventId ID = new EventId("e-1");
  private static final String SENT =
      """
      {"event": "Purchase", "event_time": "2026-05-01T11:00:00Z", "event_source": "web",
       "event_id": "e-1", "limited_data_use": true, "till": {"clerk": "hidden", "no": 4},
       "context": {
         "email": ["hidden", null], "phone": "hidden", "external_id": "hidden", "ttclid": "hidden",
         "ttp": "hidden", "ip": "hidden", "user_agent": "hidden", "first_name": "hidden",
         "last_name": "hidden", "city": "hidden", "state": "hidden", "zip_code": "hidden",
         "idfa": "hidden", "gaid": "hidden", "idfv": "hidden", "lead_id": "hidden",
         "page": {"url": "hidden", "deep": [{"referrer": "hidden"}]}, "more": [[7, true]],
         "ad": {"callback": "hidden", "campaign_id": "hidden"},
         "app": {"app_id": "123"}, "country": "GB", "locale": "en", "att_status": "AUTHORIZED"},
       "properties": {"value": 1.50, "currency": "GBP", "order_id": "o-1", "email": "hidden", "query": "hidden",
         "contents": [{"content_id": "c-1", "price": 2, "engraving": "hidden"}, "hidden"],
         "products": "hidden"}}""";

  private final List<OutboxView.Story> stories = new ArrayList<>(List.of(story(1, SENT)));
  private final List<String> recorded = new ArrayList<>();
  private final EventStories reader = reader((action, subject) -> recorded.add(action + subject));

  @Test
  void whatever_leads_to_a_person_is_masked_and_its_shape_stays() {
    assertThat(text(received(reader.masked(ID)).getFirst()))
        .isEqualTo(
            text(
                JsonText.json(
                    SENT.replace("hidden", "***")
                        .replace("4}", "\"***\"}")
                        .replace("[[7, true]]", "[[\"***\", \"***\"]]"))));
    assertThat(recorded).as("nothing was uncovered").isEmpty();
  }

  @Test
  void what_cannot_be_read_is_masked_as_a_whole() {
    stories.set(0, story(1, "hidden"));
    stories.add(story(2, "[\"hidden\"]"));
    stories.add(story(3, "{\"context\": \"hidden\", \"event\": \"View\"}"));
    assertThat(received(reader.masked(ID)))
        .extracting(PlainJsonCodec::text)
        .containsExactly("\"***\"", "\"***\"", "{\"context\":\"***\",\"event\":\"View\"}");
  }

  @Test
  void uncovering_shows_everything_and_records_the_key_of_each_event() {
    stories.add(story(2, "{}"));
    assertThat(received(reader.revealed(ID)))
        .containsExactly(JsonText.json(SENT), JsonText.json("{}"));
    assertThat(recorded)
        .containsExactly(
            "reveal_event" + stories.get(0).key().uuid(),
            "reveal_event" + stories.get(1).key().uuid());
    assertThat(recorded.toString()).as("an id may be an order number").doesNotContain("e-1");
  }

  @Test
  void nothing_is_uncovered_when_it_cannot_be_recorded() {
    stories.add(story(2, "{}"));
    var failing =
        reader(
            (action, _) -> {
              recorded.add(action);
              if (recorded.size() == 2) {
                throw new StoreUnavailableException("away", new IllegalStateException());
              }
            });
    assertThatThrownBy(() -> failing.revealed(ID)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void an_event_nobody_knows_has_no_story() {
    assertThat(reader.masked(new EventId("other"))).isEmpty();
    assertThat(reader.revealed(new EventId("other"))).isEmpty();
    assertThat(recorded).isEmpty();
  }

  private static List<Json> received(List<ToldStory> told) {
    return told.stream().map(ToldStory::received).toList();
  }

  private static String text(Json value) {
    return PlainJsonCodec.text(value);
  }

  private EventStories reader(AuditLog audit) {
    return new EventStories(new StoriesAlone(stories), audit, new PlainJsonCodec());
  }

  private static OutboxView.Story story(long seq, String payload) {
    var key = new EventKey(EventKey.highOf(ID), seq);
    return new OutboxView.Story(
        new SourceId(1), seq, key, payload.getBytes(UTF_8), Instant.EPOCH, List.of());
  }

  /** Knows the stories of one event, and nothing else. */
  private record StoriesAlone(List<Story> known) implements OutboxView {
    @Override
    public List<Backlog> backlogs() {
      return List.of();
    }

    @Override
    public Optional<Page> events(
        ConnectorId connector, Verdict verdict, @Nullable String before, int limit) {
      return Optional.empty();
    }

    @Override
    public List<Story> stories(EventId id) {
      return id.equals(ID) ? List.copyOf(known) : List.of();
    }
  }
}
