package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided of an event before TikTok is asked. */
class TikTokEventRulesTest {
  private static final String GENERATED = "gen_0123456789abcdef0123456789abcdef";

  private TikTokBench bench = new TikTokBench(TikTokBench.EVERYWHERE);

  @AfterEach
  void close() {
    bench.close();
  }

  private void settings(String name, Json value) {
    bench.close();
    bench = new TikTokBench(TikTokBench.EVERYWHERE.with(name, value));
  }

  // ── names ───────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest
  @CsvSource({
    "WEB, Order Refunded",
    "WEB, 2nd-purchase",
    "WEB, _private",
    "WEB, 'Refund '",
    "WEB, Rückgabe",
    "WEB, a.b",
    "WEB, ''",
    "APP, Level Up",
    "CRM, Stage 2",
    "OFFLINE, StoreVisit",
    "OFFLINE, Checkout",
    "OFFLINE, Pageview",
    "OFFLINE, purchase"
  })
  void a_name_that_tiktok_would_drop_in_silence_is_refused_without_a_call(
      EventSource source, String name) {
    var outcome = bench.deliver(List.of(named(source, name))).outcomes().getFirst();
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).code()).isEqualTo("invalid_event_name");
    assertThat(bench.peer.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WEB, Purchase",
    "WEB, CompletePayment",
    "WEB, Pageview",
    "WEB, Browse",
    "WEB, order_refunded-2",
    "APP, LaunchAPP",
    "APP, InAppADClick",
    "APP, MyLevel",
    "OFFLINE, Purchase",
    "OFFLINE, SubmitForm",
    "CRM, Lead",
    "CRM, qualified_lead"
  })
  void standard_custom_and_reserved_names_travel(EventSource source, String name) {
    assertThat(bench.deliver(List.of(named(source, name))).outcomes())
        .containsOnly(Outcome.ACCEPTED);
  }

  @Test
  void a_custom_name_has_at_most_fifty_characters() {
    assertThat(
            bench
                .deliver(
                    List.of(
                        named(EventSource.WEB, "a".repeat(50)),
                        named(EventSource.WEB, "a".repeat(51))))
                .outcomes())
        .satisfiesExactly(
            fifty -> assertThat(fifty).isEqualTo(Outcome.ACCEPTED),
            more -> assertThat(more).isInstanceOf(Outcome.Rejected.class));
  }

  @Test
  void every_standard_event_of_every_source_travels() {
    for (var source : EventSource.values()) {
      for (var name : source == EventSource.APP ? EventNames.APP : EventNames.STANDARD) {
        assertThat(EventNames.fault(source, name)).as("%s %s", source, name).isNull();
      }
    }
  }

  @Test
  void neighbours_of_a_refused_name_are_delivered_once_and_in_their_places() {
    var batch =
        List.of(
            named(EventSource.WEB, "No Good"), Events.web("b"), named(EventSource.OFFLINE, "Odd"));
    var report = bench.deliver(batch);
    assertThat(report.outcomes().get(1)).isEqualTo(Outcome.ACCEPTED);
    assertThat(List.of(report.outcomes().get(0), report.outcomes().get(2)))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(report.calls()).hasSize(1);
    assertThat(report.calls().getFirst().events()).containsExactly(1);
  }

  @Test
  void many_refused_names_park_nobody() {
    var batch =
        IntStream.range(0, 40).mapToObj(i -> named(EventSource.WEB, "No Good " + i)).toList();
    assertThat(bench.deliver(batch).outcomes()).hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  // ── event ids ───────────────────────────────────────────────────────────────────────────

  @ParameterizedTest
  @ValueSource(strings = {"WEB", "APP", "OFFLINE", "CRM"})
  void every_source_sends_its_event_id_unless_told_otherwise(EventSource source) {
    bench.deliver(List.of(Events.of(source, GENERATED)));
    assertThat(sent().string("event_id")).isEqualTo(GENERATED);
  }

  @Test
  void app_events_can_go_without_their_id_and_the_others_keep_theirs() {
    settings("send_app_event_id", JsonBoolean.FALSE);
    bench.deliver(List.of(Events.of(EventSource.APP, "a"), Events.of(EventSource.CRM, "c")));
    assertThat(bench.peer.requests())
        .allSatisfy(
            request ->
                assertThat(Events.sent(request).getFirst().get("event_id") == null)
                    .isEqualTo(request.body().contains("\"event_source\":\"app\"")));
  }

  @ParameterizedTest
  @CsvSource({
    "WEB, " + GENERATED + ", false",
    "WEB, order-1, true",
    "CRM, " + GENERATED + ", true"
  })
  void a_generated_id_can_stay_behind_on_the_web(EventSource source, String id, boolean sent) {
    settings("send_generated_event_id", JsonBoolean.FALSE);
    bench.deliver(List.of(Events.of(source, id)));
    assertThat(sent().get("event_id") != null).isEqualTo(sent);
  }

  @Test
  void an_id_that_the_mapping_gave_is_no_generated_one() {
    settings("send_generated_event_id", JsonBoolean.FALSE);
    var payload = Events.web(GENERATED).payload().with("event_id", Json.of("order-7"));
    bench.deliver(List.of(new OutboundEvent(new EventId(GENERATED), EventSource.WEB, payload)));
    assertThat(sent().string("event_id")).isEqualTo("order-7");
  }

  private JsonObject sent() {
    return Events.sent(bench.peer.requests().getLast()).getFirst();
  }

  // ── test events ─────────────────────────────────────────────────────────────────────────

  @Test
  void an_events_own_test_code_sets_it_apart_from_the_live_ones() {
    var batch =
        List.of(
            Events.web("a"),
            tested("b", "TEST1"),
            Events.web("c"),
            tested("d", "TEST2"),
            tested("e", "TEST1"));
    assertThat(bench.deliver(batch).calls())
        .extracting(call -> call.events())
        .containsExactly(List.of(0, 2), List.of(1, 4), List.of(3));
    assertThat(bench.peer.requests())
        .extracting(request -> Events.read(request.body(), JsonObject.class))
        .allSatisfy(
            body -> assertThat(Events.text(body).split("test_event_code", -1)).hasSizeLessThan(3))
        .extracting(body -> body.string("test_event_code"))
        .containsExactly(null, "TEST1", "TEST2");
  }

  @Test
  void an_events_own_test_code_goes_before_the_settings() {
    settings("test_event_code", Json.of("TEST12345"));
    bench.deliver(List.of(tested("a", "TEST1")));
    assertThat(bench.peer.requests().getFirst().body()).contains("\"test_event_code\":\"TEST1\"");
  }

  @Test
  void an_event_with_a_code_that_is_none_does_not_go_out_as_a_live_one() {
    var batch =
        List.of(
            test("a", Json.of("T 1")),
            test("b", Json.of(7)),
            test("c", JsonNull.NULL),
            test("d", Json.of("")));
    assertThat(bench.deliver(batch).outcomes())
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Rejected) outcome).code())
                    .isEqualTo("invalid_test_event_code"));
    assertThat(bench.peer.requests()).isEmpty();
  }

  @Test
  void a_test_code_that_tiktok_refuses_is_its_events_fault_and_not_the_connectors() {
    bench.answer(
        request ->
            request.body().contains("TEST1")
                ? Events.answer(200, 40002, "Invalid value for test_event_code")
                : Events.answer(200, 0, "OK"));
    assertThat(bench.deliver(List.of(tested("a", "TEST1"), Events.web("b"))).outcomes())
        .satisfiesExactly(
            test -> assertThat(test).isInstanceOf(Outcome.Rejected.class),
            live -> assertThat(live).isEqualTo(Outcome.ACCEPTED));
  }

  @Test
  void null_and_empty_values_stay_behind_whatever_the_mapping_copied() {
    var payload =
        Events.read(
            """
            {"event": "Purchase", "event_time": 1790000000, "user": {"email": null, "phone": []},
             "properties": {"a": {"b": [null, {"c": ""}]}, "d": [null, 0], "e": " ", "f": false}}""",
            JsonObject.class);
    bench.deliver(List.of(new OutboundEvent(new EventId("a"), EventSource.WEB, payload)));
    assertThat(Events.text(sent()))
        .isEqualTo(
            "{\"event\":\"Purchase\",\"event_time\":1790000000,"
                + "\"properties\":{\"d\":[0],\"f\":false},\"event_id\":\"a\"}");
  }

  // ── the preview ─────────────────────────────────────────────────────────────────────────

  @Test
  void a_preview_is_the_very_call_without_the_token_and_without_calling() {
    settings("test_event_code", Json.of("TEST12345"));
    var request = bench.destination.preview(Events.web("a")).orElseThrow();
    assertThat(bench.peer.requests()).isEmpty();
    bench.deliver(List.of(Events.web("a")));
    var made = bench.peer.requests().getFirst();
    assertThat(request.method()).isEqualTo(made.method());
    assertThat(request.uri().getPath()).isEqualTo(made.path());
    assertThat(Events.text(request.body())).isEqualTo(made.body());
    assertThat(request.headers())
        .containsEntry("Access-Token", "***")
        .containsEntry("Content-Type", "application/json")
        .hasSize(2);
  }

  @Test
  void what_is_not_sent_has_no_preview() {
    assertThat(bench.destination.preview(named(EventSource.WEB, "No Good"))).isEmpty();
    settings("event_source_ids", TikTokBench.WEB.object("event_source_ids"));
    assertThat(bench.destination.preview(Events.of(EventSource.CRM, "a"))).isEmpty();
  }

  private static OutboundEvent named(EventSource source, String name) {
    var id = source.name().toLowerCase(Locale.ROOT) + "-" + name.length();
    var payload = Events.of(source, id).payload().with("event", Json.of(name));
    return new OutboundEvent(new EventId(id), source, payload);
  }

  private static OutboundEvent tested(String id, String code) {
    return test(id, Json.of(code));
  }

  private static OutboundEvent test(String id, Json code) {
    var payload = Events.web(id).payload().with("test_event_code", code);
    return new OutboundEvent(new EventId(id), EventSource.WEB, payload);
  }
}
