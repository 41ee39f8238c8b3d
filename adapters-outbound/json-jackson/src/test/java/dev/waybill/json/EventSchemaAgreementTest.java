package dev.waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSchema;
import dev.waybill.domain.event.EventSchema.Checked;
import dev.waybill.domain.event.EventSchemaDocument;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that senders are given says the same as the check that their events meet. */
class EventSchemaAgreementTest {
  private static final JacksonCodec CODEC = new JacksonCodec();
  private static final JsonObject DOCUMENT = object(EventSchemaDocument.bytes());
  private static final JsonObject PURCHASE =
      object(
          """
          {"event": "Purchase", "event_time": "2026-05-01T11:59:00Z", "event_source": "web",
           "event_id": "e-1", "context": {"email": "a@example.com", "ip": "192.0.2.1"},
           "properties": {"value": 1.5, "currency": "GBP"}}"""
              .getBytes(UTF_8));
  private static final List<String> CONTEXT =
      List.of(
          "email",
          "phone",
          "external_id",
          "ttclid",
          "ttp",
          "ip",
          "user_agent",
          "locale",
          "first_name",
          "last_name",
          "city",
          "state",
          "country",
          "zip_code",
          "idfa",
          "gaid",
          "idfv",
          "att_status",
          "lead_id",
          "page",
          "app",
          "ad",
          "unknown");

  private final NetworkntSchemas schemas = new NetworkntSchemas();
  private final EventSchema check =
      new EventSchema(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z")));

  /** One of each kind, and texts at every edge. */
  private static List<Json> values() {
    var values = new ArrayList<Json>();
    values.addAll(List.of(JsonNull.NULL, Json.of(true), Json.of(0), Json.of(-7)));
    values.addAll(List.of(JsonObject.EMPTY, JsonArray.EMPTY, JsonArray.of(JsonNull.NULL)));
    values.add(JsonArray.of(Json.of(" ")));
    values.add(JsonArray.of(Json.of(""), Json.of("x")));
    values.add(JsonArray.of(Json.of("x"), Json.of(1)));
    values.add(JsonArray.of(JsonArray.of(Json.of("x"))));
    texts().map(Json::of).forEach(values::add);
    return values;
  }

  private static Stream<String> texts() {
    var cart = "\uD83D\uDED2";
    return Stream.of(
        "",
        " ",
        "\t",
        "\n",
        "\u001c",
        "\u0085",
        "\u00a0",
        "\u1680",
        "\u180e",
        "\u2003",
        "\u2007",
        "\u2028",
        "\u202f",
        "\u3000",
        "\ufeff",
        "x",
        " x ",
        "x\n",
        "x\u0000",
        "\u007f",
        "Käufe",
        "Purchase",
        "CompletePayment",
        "View",
        "web",
        "WEB",
        "store",
        "GBP",
        "gbp",
        "GBP\n",
        "GB",
        "GBPS",
        "x".repeat(100),
        "x".repeat(101),
        "x".repeat(128),
        "x".repeat(129),
        cart.repeat(100),
        cart.repeat(101),
        cart.repeat(128),
        cart.repeat(129));
  }

  private static Stream<JsonObject> events() {
    var events = new ArrayList<JsonObject>();
    var members =
        List.of(
            "event", "event_time", "event_source", "event_id", "context", "properties", "other");
    for (var member : members) {
      events.add(without(PURCHASE, member));
      values().forEach(value -> events.add(PURCHASE.with(member, value)));
    }
    for (var member : List.of("value", "currency", "other")) {
      var properties = PURCHASE.object("properties");
      events.add(PURCHASE.with("properties", without(properties, member)));
      values()
          .forEach(
              value -> events.add(PURCHASE.with("properties", properties.with(member, value))));
    }
    for (var member : CONTEXT) {
      for (var value : values()) {
        events.add(PURCHASE.with("context", PURCHASE.object("context").with(member, value)));
        events.add(PURCHASE.with("context", JsonObject.EMPTY.with(member, value)));
      }
    }
    return Stream.concat(events.stream(), events.stream().map(EventSchemaAgreementTest::unsold));
  }

  /** The same as an event that needs no value. */
  private static JsonObject unsold(JsonObject event) {
    return "Purchase".equals(event.string("event")) ? event.with("event", Json.of("View")) : event;
  }

  @Test
  void document_and_check_agree_on_every_event_of_the_corpus() {
    var events = events().toList();
    assertThat(events).hasSizeGreaterThan(5_000);
    assertThat(events).anyMatch(this::isValid).anyMatch(event -> !isValid(event));
    for (var event : events) {
      assertThat(schemas.check(DOCUMENT, event).isEmpty())
          .as(() -> new String(CODEC.write(event), UTF_8))
          .isEqualTo(isValid(event));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-05-01T12:00:00Z",
        "2026-05-01t12:00:00.123456789z",
        "2026-05-01T12:00Z",
        "2026-05-01T14:00:00+02",
        "2026-05-01T14:00:00+0200",
        "2024-02-29T12:00:00-18:00",
        "1970-01-01T00:00:00Z",
        "",
        "2026-05-01",
        "2026-05-01T12:00:00",
        "2026-05-01T12:00:00ZZ",
        "2026-05-01T12:00:00Z\n",
        "2026-05-01T12:00:00.Z",
        "2026-05-01 12:00:00Z",
        "2026-05-01T12:00:00+18:01",
        "2026-05-01T12:00:00+19",
        "2026-05-01T12:00:00+01:60",
        "2026-05-01T24:00:00Z",
        "2026-05-01T12:60:00Z",
        "2026-05-01T12:00:60Z",
        "2026-00-01T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-05-32T12:00:00Z",
        "2026-05-00T12:00:00Z",
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "1714564800"
      })
  void document_and_check_agree_on_times(String time) {
    var event = PURCHASE.with("event_time", Json.of(time));
    assertThat(schemas.check(DOCUMENT, event).isEmpty()).isEqualTo(isValid(event));
  }

  /** A schema has neither a calendar nor a clock; the document says so in words. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30T12:00:00Z", "2026-05-01T12:10:01Z"})
  void the_check_knows_the_calendar_and_the_clock_besides(String time) {
    var event = PURCHASE.with("event_time", Json.of(time));
    assertThat(schemas.check(DOCUMENT, event)).isEmpty();
    assertThat(isValid(event)).isFalse();
  }

  static List<Json> noObjects() {
    return List.of(JsonNull.NULL, Json.of("x"), Json.of(1), JsonArray.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("noObjects")
  void what_is_no_object_is_no_event(Json value) {
    assertThat(schemas.check(DOCUMENT, value)).isNotEmpty();
  }

  private boolean isValid(JsonObject event) {
    return check.check(event) instanceof Checked.Valid;
  }

  private static JsonObject without(JsonObject body, String name) {
    var members = new LinkedHashMap<>(body.members());
    members.remove(name);
    return new JsonObject(members);
  }

  private static JsonObject object(byte[] utf8) {
    return (JsonObject) CODEC.read(utf8).orElseThrow();
  }
}
