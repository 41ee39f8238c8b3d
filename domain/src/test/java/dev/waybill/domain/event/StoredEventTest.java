package dev.waybill.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredEventTest {
  private static final JsonObject SENT =
      JsonText.object(
          """
          {"event": "View", "event_time": "2026-05-01T13:00:00+01", "event_source": "app",
           "context": {"ip": "192.0.2.1"}}""");

  @Test
  void what_the_schema_let_through_is_read_back() {
    var schema = new EventSchema(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z")));
    var event = ((EventSchema.Checked.Valid) schema.check(SENT)).event();
    assertThat(StoredEvent.read(event.body())).contains(event);
  }

  @Test
  void an_old_event_is_still_read() {
    assertThat(StoredEvent.read(SENT.with("event_id", Json.of("e")))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "event_time", "event_source", "event_id"})
  void anything_of_another_make_is_not_understood(String member) {
    var stored = SENT.with("event_id", Json.of("e"));
    assertThat(StoredEvent.read(stored.with(member, JsonNull.NULL))).isEmpty();
    assertThat(StoredEvent.read(stored.with(member, Json.of(7)))).isEmpty();
    assertThat(StoredEvent.read(JsonObject.EMPTY)).isEmpty();
  }
}
