package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.phone.LibPhoneNumbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TikTokRequestTest {
  @ParameterizedTest
  @CsvSource({
    "a web purchase, WEB, web-purchase.json",
    "an app purchase, APP, app-purchase.json",
    "an offline purchase, OFFLINE, offline-purchase.json",
    "a CRM lead, CRM, crm-lead.json"
  })
  void the_body_is_exactly_this(String example, EventSource source, String golden)
      throws IOException {
    try (var bench = new TikTokBench(TikTokBench.EVERYWHERE)) {
      var event = example(example);
      var id = new EventId(Objects.requireNonNull(event.string("event_id")));
      bench.deliver(List.of(new OutboundEvent(id, source, mapped(event))));
      assertThat(bench.peer.requests().getFirst().body()).isEqualTo(compact(golden));
    }
  }

  private static JsonObject example(String name) {
    return new TikTokProvider()
        .spec().startingMapping().tests().elements().stream()
            .map(JsonObject.class::cast)
            .filter(test -> name.equals(test.string("name")))
            .findFirst()
            .orElseThrow()
            .object("event");
  }

  private static JsonObject mapped(JsonObject event) {
    var mapping = new TikTokProvider().spec().startingMapping().mapping();
    var compiled =
        new JsonMappingCompiler(new LibPhoneNumbers()).compile(mapping, TikTokBench.EVERYWHERE);
    var outcome = ((Compiled.Ready) compiled).mapping().apply(event);
    return ((Mapping.Outcome.Mapped) outcome).payload();
  }

  private static String compact(String golden) throws IOException {
    try (var file = TikTokRequestTest.class.getResourceAsStream(golden)) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Events.text(Events.read(text, JsonObject.class));
    }
  }

  @Test
  void the_token_travels_bare_in_its_own_header() {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      bench.deliver(TikTokBench.events(1));
      var request = bench.peer.requests().getFirst();
      assertThat(request.path()).isEqualTo("/open_api/v1.3/event/track/");
      assertThat(request.headers().get("Access-Token")).containsExactly(TikTokDialect.TOKEN);
      assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
    }
  }

  @Test
  void the_test_event_code_lies_beside_the_event_source() {
    var settings = TikTokBench.WEB.with("test_event_code", Json.of("TEST12345"));
    try (var bench = new TikTokBench(settings)) {
      bench.deliver(TikTokBench.events(1));
      assertThat(bench.peer.requests().getFirst().body())
          .startsWith(
              "{\"event_source\":\"web\",\"event_source_id\":\"C0EXAMPLEPIXELCODE00\","
                  + "\"test_event_code\":\"TEST12345\",\"data\":[{");
    }
  }

  @Test
  void sources_travel_apart_each_with_its_id() {
    try (var bench = new TikTokBench(TikTokBench.EVERYWHERE)) {
      var report =
          bench.deliver(
              List.of(
                  Events.of(EventSource.OFFLINE, "a"),
                  Events.web("b"),
                  Events.of(EventSource.OFFLINE, "c")));
      assertThat(report.calls())
          .extracting(call -> call.events())
          .containsExactly(List.of(1), List.of(0, 2));
      assertThat(bench.peer.requests().get(1).body()).contains("7000000000000000001");
    }
  }

  @Test
  void a_batch_too_large_for_one_body_becomes_several() {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      var batch = IntStream.range(0, 30).mapToObj(TikTokRequestTest::large).toList();
      assertThat(bench.deliver(batch).outcomes()).hasSize(30);
      assertThat(bench.peer.requests())
          .hasSize(4)
          .allMatch(request -> request.body().length() <= 1_000_000);
    }
  }

  private static OutboundEvent large(int i) {
    var id = "large-" + i;
    return new OutboundEvent(
        new EventId(id),
        EventSource.WEB,
        Events.web(id).payload().with("filler", Json.of("x".repeat(100_000))));
  }

  @Test
  void more_than_a_thousand_events_become_several_calls() {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      assertThat(bench.deliver(TikTokBench.events(1_001)).calls())
          .extracting(call -> call.events().size())
          .containsExactly(1_000, 1);
    }
  }

  @Test
  void the_event_id_travels_even_if_the_mapping_lost_it() {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      var payload = JsonObject.builder().put("event", "Purchase").build();
      bench.deliver(List.of(new OutboundEvent(new EventId("lost"), EventSource.WEB, payload)));
      assertThat(bench.peer.requests().getFirst().body())
          .contains("\"data\":[{\"event\":\"Purchase\",\"event_id\":\"lost\"}]");
    }
  }

  @Test
  void only_sources_with_an_id_are_accepted_and_each_has_its_window() {
    var settings =
        TikTokBench.settings(
            """
            {"event_source_ids": {"web": "C0EXAMPLEPIXELCODE00", "offline": "7000000000000000001"},
             "acceptance_window_days": {"web": 3}}""");
    try (var bench = new TikTokBench(settings)) {
      assertThat(bench.destination.accepts(EventSource.WEB)).isTrue();
      assertThat(bench.destination.accepts(EventSource.APP)).isFalse();
      assertThat(bench.destination.acceptanceWindow(EventSource.WEB)).isEqualTo(Duration.ofDays(3));
      assertThat(bench.destination.acceptanceWindow(EventSource.OFFLINE))
          .isEqualTo(Duration.ofDays(28));
    }
  }

  @Test
  void every_event_name_of_the_starting_mappings_table_is_short_enough_for_tiktok() {
    var rule =
        new TikTokProvider().spec().startingMapping().mapping().object("fields").object("/event");
    assertThat(((JsonArray) Objects.requireNonNull(rule.get("first"))).elements())
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(((JsonObject) one).object("table").members().values())
                    .isNotEmpty()
                    .allMatch(name -> EventNames.fault(EventSource.WEB, name.text()) == null));
  }
}
