package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSchema;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import dev.waybill.phone.LibPhoneNumbers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PurchasesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:08:07.006Z");
  private static final JacksonCodec CODEC = new JacksonCodec();

  private final Purchases purchases = new Purchases("run");

  private static List<Json> events(EventBytes body) {
    return CODEC.read(body.bytes()).orElseThrow() instanceof JsonArray(var events)
        ? events
        : List.of();
  }

  private static JsonObject object(Json event) {
    return (JsonObject) event;
  }

  @Test
  void no_two_events_share_an_id_or_a_person() {
    var body = purchases.batch(10);
    Set<String> found = new HashSet<>();
    for (long serial : List.of(0L, 10L, 99_999_990L)) {
      for (var event : events(body.number(serial, NOW))) {
        var context = object(event).object("context");
        found.add(object(event).string("event_id"));
        found.add(context.string("email"));
        found.add(context.string("phone"));
      }
    }
    assertThat(found).hasSize(3 * 10 * 3);
  }

  @Test
  void every_event_is_one_that_ingest_takes() {
    var schema = new EventSchema(() -> NOW);
    for (var event : events(purchases.batch(5).number(7, NOW))) {
      assertThat(schema.check(object(event))).isInstanceOf(EventSchema.Checked.Valid.class);
      assertThat(object(event).string("event_time")).isEqualTo("2026-11-22T09:08:07.006Z");
    }
  }

  @Test
  void every_phone_number_is_one_that_can_be_hashed() {
    for (var event : events(purchases.batch(5).number(99_999_995, NOW))) {
      var phone = String.valueOf(object(event).object("context").string("phone"));
      assertThat(new LibPhoneNumbers().e164(phone, "")).contains(phone);
    }
  }

  @Test
  void half_of_the_events_have_600_bytes_or_more() {
    var lengths =
        events(purchases.batch(100)).stream().map(e -> CODEC.write(e).length).sorted().toList();
    assertThat(lengths.get(50)).isGreaterThanOrEqualTo(600);
    assertThat(purchases.medianBytes()).isEqualTo(lengths.get(50));
  }

  @Test
  void a_row_is_its_number_and_the_event_that_a_request_would_carry() {
    var rows = new String(purchases.rows(3).number(5, NOW).bytes(), StandardCharsets.US_ASCII);
    var first = rows.lines().findFirst().orElseThrow().split("\t", -1);
    assertThat(rows).doesNotContain("\\").hasLineCount(3);
    assertThat(Long.parseLong(first[0])).isEqualTo(5);
    assertThat(CODEC.read(first[1].getBytes(StandardCharsets.US_ASCII)))
        .contains(events(purchases.batch(1).number(5, NOW)).getFirst());
  }

  @Test
  void the_id_of_an_event_can_be_told_from_its_number() {
    var event = CODEC.read(purchases.single().number(123, NOW).bytes()).orElseThrow();
    assertThat(object(event).string("event_id")).isEqualTo(purchases.eventId(123));
  }
}
