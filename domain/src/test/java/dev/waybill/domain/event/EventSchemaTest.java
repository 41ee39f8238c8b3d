package dev.waybill.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSchema.Checked;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final JsonObject GOOD =
      JsonText.object(
          """
          {"event": "AddToCart", "event_time": "2026-05-01T11:59:00Z", "event_source": "web",
           "event_id": "e-1", "context": {"email": "a@example.com"}}""");
  private static final JsonObject PURCHASE =
      GOOD.with("event", Json.of("Purchase"))
          .with("properties", JsonText.object("{\"value\": 1.5, \"currency\": \"GBP\"}"));

  private final EventSchema schema = new EventSchema(InstantSource.fixed(NOW));

  @Test
  void a_good_event_is_read_and_kept_as_it_was_sent() {
    var event = valid(GOOD);
    assertThat(event.name()).isEqualTo("AddToCart");
    assertThat(event.time()).isEqualTo("2026-05-01T11:59:00Z");
    assertThat(event.source()).isEqualTo(EventSource.WEB);
    assertThat(event.id()).isEqualTo(new EventId("e-1"));
    assertThat(event.body()).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @CsvSource({
    "event, /event required",
    "event_time, /event_time required",
    "event_source, /event_source required",
    "context, /context required"
  })
  void a_required_member_may_be_neither_absent_nor_null(String member, String problem) {
    assertThat(problems(without(GOOD, member))).containsExactly(problem);
    assertThat(problems(GOOD.with(member, JsonNull.NULL))).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "event_time", "event_source", "event_id", "context"})
  void a_member_of_a_wrong_type_is_refused(String member) {
    assertThat(problems(GOOD.with(member, Json.of(7))))
        .containsExactly("/" + member + " wrong_type");
  }

  @Test
  void every_problem_is_told_at_once() {
    var bad =
        JsonText.object(
            """
            {"event": "Purchase", "event_time": "yesterday", "event_source": "moon",
             "event_id": "", "context": {"email": 7, "locale": [], "page": "x"},
             "properties": {"value": "9", "currency": "pounds"}}""");
    assertThat(problems(bad))
        .containsExactlyInAnyOrder(
            "/event_time bad_time",
            "/event_source unknown_value",
            "/event_id bad_id",
            "/context/email wrong_type",
            "/context/locale wrong_type",
            "/context/page wrong_type",
            "/properties/value wrong_type",
            "/properties/currency bad_currency");
    assertThat(problems(JsonObject.EMPTY)).hasSize(4);
  }

  @Test
  void no_problem_and_no_text_form_repeats_a_value() {
    var secret = "s3cret";
    var bad =
        JsonText.object(
            """
            {"event": "s3cret\\u0001", "event_time": "s3cret", "event_source": "s3cret",
             "event_id": " ", "s3cret": 1, "context": {"email": [1, "s3cret"], "page": "s3cret"},
             "properties": {"value": "s3cret", "currency": "s3cret"}}""");
    var checked = schema.check(bad);
    assertThat(checked.toString()).doesNotContain(secret);
    assertThat(((Checked.Invalid) checked).problems()).hasSize(8);
    var personal = GOOD.with("context", JsonText.object("{\"email\": \"s3cret\"}"));
    assertThat(schema.check(personal).toString()).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "Add To Cart", "Käufe", "купить"})
  void an_event_name_is_any_printable_text(String name) {
    assertThat(valid(GOOD.with("event", Json.of(name))).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void an_event_name_is_neither_blank_nor_long_nor_holds_control_characters(String name) {
    assertThat(problems(GOOD.with("event", Json.of(name)))).containsExactly("/event bad_name");
    assertThat(EventSchema.nameOf(GOOD.with("event", Json.of(name)))).isEmpty();
  }

  static Stream<String> badNames() {
    return Stream.of("", " ", "\u2003", "a\nb", "a\u0000", "\u007f", "a\u0085", "x".repeat(101));
  }

  @Test
  void lengths_count_characters_and_not_their_halves() {
    var cart = "\uD83D\uDED2";
    assertThat(valid(GOOD.with("event", Json.of(cart.repeat(100)))).name()).hasSize(200);
    assertThat(problems(GOOD.with("event", Json.of(cart.repeat(101)))))
        .containsExactly("/event bad_name");
    assertThat(valid(GOOD.with("event_id", Json.of(cart.repeat(128)))).id().value()).hasSize(256);
    assertThat(problems(GOOD.with("event_id", Json.of(cart.repeat(129)))))
        .containsExactly("/event_id bad_id");
  }

  @Test
  void the_name_of_a_refused_event_is_told_where_it_is_well_formed() {
    assertThat(EventSchema.nameOf(JsonText.object("{\"event\": \"View\"}"))).contains("View");
    assertThat(EventSchema.nameOf(JsonText.object("{\"event\": 7}"))).isEmpty();
    assertThat(EventSchema.nameOf(JsonObject.EMPTY)).isEmpty();
  }

  @Test
  void a_time_without_zone_is_told_apart_from_no_time_at_all() {
    assertThat(problems(at("2026-05-01T12:00:00"))).containsExactly("/event_time no_zone");
    assertThat(problems(at("2026-05-01"))).containsExactly("/event_time no_zone");
    assertThat(problems(at("1714564800"))).containsExactly("/event_time bad_time");
    assertThat(problems(at(""))).containsExactly("/event_time bad_time");
  }

  @Test
  void a_senders_clock_may_be_ten_minutes_ahead_and_no_more() {
    assertThat(valid(at("2026-05-01T12:10:00Z")).time()).isEqualTo("2026-05-01T12:10:00Z");
    assertThat(problems(at("2026-05-01T12:10:01Z"))).containsExactly("/event_time in_future");
    assertThat(problems(at("9999-12-31T23:59:59-18:00"))).containsExactly("/event_time in_future");
  }

  @ParameterizedTest
  @CsvSource({"web, WEB", "app, APP", "offline, OFFLINE", "crm, CRM"})
  void an_event_happened_in_one_of_four_places(String wire, EventSource source) {
    assertThat(valid(GOOD.with("event_source", Json.of(wire))).source()).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB", "Web", "", " web", "store"})
  void any_other_place_is_refused(String wire) {
    assertThat(problems(GOOD.with("event_source", Json.of(wire))))
        .containsExactly("/event_source unknown_value");
  }

  static List<String> identifiers() {
    return EventSchema.IDENTIFIERS;
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void each_identifier_is_enough_by_itself(String name) {
    assertThat(valid(in(JsonObject.builder().put(name, "x").build())).id().value()).isNotEmpty();
    assertThat(problems(in(JsonObject.builder().put(name, " ").build())))
        .containsExactly("/context no_identifier");
    assertThat(problems(in(JsonObject.builder().put(name, JsonNull.NULL).build())))
        .containsExactly("/context no_identifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_agent", "locale", "city", "state", "country", "att_status"})
  void what_many_people_share_identifies_nobody(String name) {
    assertThat(problems(in(JsonObject.builder().put(name, "x").build())))
        .containsExactly("/context no_identifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "external_id"})
  void some_identifiers_may_be_several(String name) {
    assertThat(valid(in(member(name, "[\"\", \"x\"]"))).body().members()).isNotEmpty();
    assertThat(problems(in(member(name, "[]")))).containsExactly("/context no_identifier");
    assertThat(problems(in(member(name, "[\"\", \" \"]"))))
        .containsExactly("/context no_identifier");
    assertThat(problems(in(member(name, "[\"x\", null]"))))
        .containsExactly("/context/" + name + " wrong_type");
    assertThat(problems(in(member(name, "[[\"x\"]]"))))
        .containsExactly("/context/" + name + " wrong_type");
  }

  @Test
  void any_other_field_of_the_context_is_one_text() {
    assertThat(problems(in(member("ttclid", "[\"x\"]"))))
        .containsExactly("/context/ttclid wrong_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "app", "ad"})
  void page_app_and_ad_are_objects_or_nothing(String name) {
    assertThat(valid(in(member("ip", "\"192.0.2.1\"").with(name, JsonObject.EMPTY))).name())
        .isEqualTo("AddToCart");
    assertThat(valid(in(member("ip", "\"192.0.2.1\"").with(name, JsonNull.NULL))).name())
        .isEqualTo("AddToCart");
    assertThat(problems(in(member("ip", "\"192.0.2.1\"").with(name, JsonArray.EMPTY))))
        .containsExactly("/context/" + name + " wrong_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Purchase", "CompletePayment"})
  void a_sale_needs_value_and_currency(String name) {
    var sale = PURCHASE.with("event", Json.of(name));
    assertThat(valid(sale).name()).isEqualTo(name);
    assertThat(problems(without(sale, "properties"))).containsExactly("/properties required");
    assertThat(problems(sale.with("properties", JsonNull.NULL)))
        .containsExactly("/properties required");
    assertThat(problems(sale.with("properties", JsonText.object("{\"value\": null}"))))
        .containsExactly("/properties/value required", "/properties/currency required");
  }

  @Test
  void any_other_event_needs_neither_yet_what_is_given_must_be_right() {
    assertThat(valid(GOOD.with("properties", JsonObject.EMPTY)).name()).isEqualTo("AddToCart");
    assertThat(valid(GOOD.with("properties", JsonNull.NULL)).name()).isEqualTo("AddToCart");
    assertThat(problems(GOOD.with("properties", Json.of("x"))))
        .containsExactly("/properties wrong_type");
    assertThat(problems(GOOD.with("properties", JsonText.object("{\"value\": \"1\"}"))))
        .containsExactly("/properties/value wrong_type");
    assertThat(problems(GOOD.with("properties", JsonText.object("{\"currency\": 978}"))))
        .containsExactly("/properties/currency wrong_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GB", "GBPS", "G8P", "GBP\n", "£££"})
  void a_currency_is_three_letters(String currency) {
    var properties = JsonText.object("{\"value\": 1}").with("currency", Json.of(currency));
    assertThat(problems(PURCHASE.with("properties", properties)))
        .containsExactly("/properties/currency bad_currency");
  }

  @Test
  void unknown_members_are_kept() {
    var body = GOOD.with("shop", JsonText.json("{\"till\": [4]}"));
    assertThat(valid(body).body().get("shop")).isEqualTo(JsonText.json("{\"till\": [4]}"));
  }

  @Test
  void an_event_without_an_id_gets_one() {
    var event = valid(without(GOOD, "event_id"));
    assertThat(event.id().value()).matches("gen_[0-9a-f]{32}");
    assertThat(event.id().isGenerated()).isTrue();
    assertThat(valid(GOOD).id().isGenerated()).isFalse();
    assertThat(event.body().string("event_id")).isEqualTo(event.id().value());
    assertThat(valid(GOOD.with("event_id", JsonNull.NULL)).id()).isEqualTo(event.id());
  }

  @Test
  void the_same_event_written_otherwise_gets_the_same_id() {
    var one =
        """
        {"event": "View", "event_time": "2026-05-01T11:00:00Z", "event_source": "web",
         "context": {"ip": "192.0.2.1", "email": ["a", "b"]},
         "properties": {"value": 100, "n": 0.50, "zero": 0}}""";
    var other =
        """
        {"properties": {"zero": -0.0, "n": 5e-1, "value": 1.00E2},
         "context": {"email": ["a", "b"], "ip": "192.0.2.1"},
         "event_source": "web", "event_time": "2026-05-01T11:00:00Z", "event": "View"}""";
    assertThat(generated(other)).isEqualTo(generated(one));
    assertThat(generated(one.replace("\"a\", \"b\"", "\"b\", \"a\""))).isNotEqualTo(generated(one));
    assertThat(generated(one.replace("0.50", "0.51"))).isNotEqualTo(generated(one));
    assertThat(generated(one.replaceFirst("\\{", "{\"traceparent\": \"another attempt\", ")))
        .as("sending it again is another part of a trace, and the same event")
        .isEqualTo(generated(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void an_id_may_not_be_blank(String id) {
    assertThat(problems(GOOD.with("event_id", Json.of(id)))).containsExactly("/event_id bad_id");
  }

  private EventId generated(String text) {
    return valid(JsonText.object(text)).id();
  }

  private static JsonObject at(String time) {
    return GOOD.with("event_time", Json.of(time));
  }

  private static JsonObject in(JsonObject context) {
    return GOOD.with("context", context);
  }

  private static JsonObject member(String name, String json) {
    return JsonObject.builder().put(name, JsonText.json(json)).build();
  }

  private static JsonObject without(JsonObject body, String name) {
    var members = JsonObject.builder();
    body.members().entrySet().stream()
        .filter(member -> !member.getKey().equals(name))
        .forEach(member -> members.put(member.getKey(), member.getValue()));
    return members.build();
  }

  private Event valid(JsonObject body) {
    return switch (schema.check(body)) {
      case Checked.Valid(var event) -> event;
      case Checked.Invalid(var problems) -> throw new AssertionError(told(problems));
    };
  }

  private List<String> problems(JsonObject body) {
    return switch (schema.check(body)) {
      case Checked.Valid _ -> List.of();
      case Checked.Invalid(var problems) -> told(problems);
    };
  }

  private static List<String> told(List<Problem> problems) {
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    return problems.stream().map(problem -> problem.pointer() + " " + problem.code()).toList();
  }
}
