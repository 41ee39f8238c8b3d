package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.http.HttpPeer.Reply;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.Mapping;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;

/** What holds for any event, any batch and any set of bad events. */
class TikTokPropertiesTest {
  private static final StartingMapping MAPPING = new StartingMapping(TikTokBench.EVERYWHERE);
  private static final TikTokBench BENCH = new TikTokBench(TikTokBench.EVERYWHERE);

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
          "lead_event_source",
          "page",
          "app",
          "ad");
  private static final List<String> PROPERTIES =
      List.of(
          "value",
          "currency",
          "contents",
          "products",
          "content_ids",
          "content_type",
          "num_items",
          "search_string",
          "query",
          "description",
          "order_id",
          "shop_id",
          "customer_type",
          "delivery_category",
          "predicted_ltv",
          "product_id");

  @AfterTry
  void standStill() {
    BENCH.advance(Duration.ofSeconds(1));
  }

  @AfterContainer
  static void close() {
    BENCH.close();
  }

  // ── nothing in clear ────────────────────────────────────────────────────────────────────

  @Property(tries = 300)
  void what_must_be_hashed_never_leaves_in_clear(
      @ForAll EventSource source, @ForAll("people") Map<String, String> person) {
    var context = JsonObject.builder();
    person.forEach(context::put);
    context.put("country", "US").put("ip", "8.8.8.8").put("lead_id", "17");
    context.put("app", JsonObject.builder().put("app_id", "com.example.shop").build());
    var event =
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_time", "2026-09-21T14:13:20Z")
            .put("event_source", source.wire())
            .put("event_id", "order-1")
            .put("context", context.build())
            .build();
    var body = body(MAPPING.outbound(event)).toLowerCase(Locale.ROOT);
    assertThat(body).contains("\"email\":\"", "\"phone\":\"");
    for (var clear : person.values()) {
      var text = clear.strip().toLowerCase(Locale.ROOT);
      assertThat(body).doesNotContain(text, text.replaceAll("[^\\p{L}\\p{N}]", ""));
    }
  }

  @Provide
  Arbitrary<Map<String, String>> people() {
    var word = Arbitraries.strings().withCharRange('a', 'z').withChars("ÄÖÜéñЖ漢").ofLength(12);
    var spaced = Combinators.combine(spaces(), word, spaces()).as((a, b, c) -> a + b + c);
    var email =
        Combinators.combine(spaces(), word, word).as((a, b, c) -> a + b + ".x+tag@" + c + ".Test");
    var phone = Arbitraries.integers().between(2_000_000, 9_999_999).map(n -> "+1 (213) " + n);
    var zip = Arbitraries.integers().between(100_000_000, 999_999_999).map(String::valueOf);
    return Combinators.combine(email, phone, spaced, spaced, spaced, zip)
        .as(
            (mail, number, id, first, last, code) ->
                Map.of(
                    "email",
                    mail,
                    "phone",
                    number,
                    "external_id",
                    id,
                    "first_name",
                    first,
                    "last_name",
                    last,
                    "zip_code",
                    code));
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.of("", " ", "\t", "\u00a0", "\u3000 ");
  }

  // ── nothing empty ───────────────────────────────────────────────────────────────────────

  @Property(tries = 500)
  void no_null_and_nothing_empty_leaves(
      @ForAll EventSource source,
      @ForAll("members") Map<String, Json> some,
      @ForAll("members") Map<String, Json> others) {
    var event =
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_time", "2026-09-21T14:13:20Z")
            .put("event_source", source.wire())
            .put("event_id", "order-1")
            .put("limited_data_use", some.getOrDefault("email", JsonNull.NULL))
            .put("context", named(CONTEXT, some))
            .put("properties", named(PROPERTIES, others))
            .build();
    if (MAPPING.apply(event) instanceof Mapping.Outcome.Mapped) {
      assertFull(Events.read(body(MAPPING.outbound(event)), JsonObject.class));
    }
  }

  @Provide
  Arbitrary<Map<String, Json>> members() {
    return Arbitraries.maps(Arbitraries.integers().between(0, 22).map(String::valueOf), values(2));
  }

  private static JsonObject named(List<String> names, Map<String, Json> values) {
    var members = new HashMap<String, Json>();
    values.forEach(
        (index, value) -> members.put(names.get(Integer.parseInt(index) % names.size()), value));
    return new JsonObject(members);
  }

  private static Arbitrary<Json> values(int depth) {
    Arbitrary<Json> leaf =
        Arbitraries.of(
            JsonNull.NULL,
            Json.of(""),
            Json.of(" \t"),
            Json.of("null"),
            Json.of("17"),
            Json.of("EUR"),
            Json.of("jane@shop.example"),
            Json.of(0),
            Json.of(new BigDecimal("1E+40")),
            JsonBoolean.FALSE,
            JsonObject.EMPTY,
            new JsonArray(List.of()));
    if (depth == 0) {
      return leaf;
    }
    var inner = values(depth - 1);
    var names =
        Arbitraries.of("url", "app_id", "campaign_id", "attributed", "content_id", "price", "x");
    return Arbitraries.frequencyOf(
        Tuple.of(3, leaf),
        Tuple.of(1, inner.list().ofMaxSize(3).map(JsonArray::new)),
        Tuple.of(1, Arbitraries.maps(names, inner).ofMaxSize(3).map(JsonObject::new)));
  }

  private static void assertFull(Json value) {
    assertThat(value.isEmpty()).as("%s", value.kind()).isFalse();
    switch (value) {
      case JsonArray(var elements) -> elements.forEach(TikTokPropertiesTest::assertFull);
      case JsonObject object -> object.members().values().forEach(TikTokPropertiesTest::assertFull);
      default -> {}
    }
  }

  // ── nothing mixed ───────────────────────────────────────────────────────────────────────

  @Property(tries = 60)
  void a_call_carries_one_source_with_its_id_and_one_test_code(
      @ForAll("places") List<Parcel.Group> places) {
    var before = BENCH.peer.requests().size();
    var batch = IntStream.range(0, places.size()).mapToObj(i -> at(places.get(i), i)).toList();
    assertThat(BENCH.deliver(batch).outcomes()).containsOnly(Outcome.ACCEPTED);
    var carried = new ArrayList<String>();
    for (var request : BENCH.peer.requests().subList(before, BENCH.peer.requests().size())) {
      var body = Events.read(request.body(), JsonObject.class);
      var source = EventSource.ofWire(String.valueOf(body.string("event_source"))).orElseThrow();
      var group = new Parcel.Group(source, body.string("test_event_code"));
      assertThat(body.string("event_source_id"))
          .isEqualTo(TikTokBench.EVERYWHERE.object("event_source_ids").string(source.wire()));
      for (var event : Events.sent(request)) {
        var id = String.valueOf(event.string("event_id"));
        assertThat(places.get(Integer.parseInt(id))).isEqualTo(group);
        carried.add(id);
      }
    }
    assertThat(carried).hasSize(places.size()).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<List<Parcel.Group>> places() {
    var codes = Arbitraries.of("TEST1", "TEST2").injectNull(0.5);
    return Combinators.combine(Arbitraries.of(EventSource.class), codes)
        .as(Parcel.Group::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  private static OutboundEvent at(Parcel.Group place, int number) {
    var id = Integer.toString(number);
    var event = Events.of(place.source(), id).payload();
    var payload =
        place.testEventCode() == null
            ? event
            : event.with("test_event_code", Json.of(place.testEventCode()));
    return new OutboundEvent(new EventId(id), place.source(), payload);
  }

  // ── nothing lost and nothing twice ──────────────────────────────────────────────────────

  @Property(tries = 500)
  void halving_delivers_every_good_event_once_whatever_is_bad(
      @ForAll @IntRange(min = 1, max = 300) int events,
      @ForAll("positions") Set<Integer> bad,
      @ForAll("hints") String hint) {
    var taken = new ArrayList<Integer>();
    var halving = new Halving(events);
    var all = IntStream.range(0, events).boxed().toList();
    halving.send(
        List.of(all),
        positions -> {
          var first = positions.stream().filter(bad::contains).findFirst();
          if (first.isEmpty()) {
            taken.addAll(positions);
          }
          var message =
              hint.replace("%d", first.map(positions::indexOf).map(String::valueOf).orElse(""));
          var code = first.isEmpty() ? 0 : 40002;
          return Verdict.of(answer(code, message), positions);
        });
    var outcomes = halving.outcomes();
    assertThat(taken).doesNotHaveDuplicates();
    if (outcomes.stream().anyMatch(Outcome.Blocked.class::isInstance)) {
      assertThat(outcomes).as("parked as a whole").hasOnlyElementsOfType(Outcome.Blocked.class);
      assertThat(taken).isEmpty();
      return;
    }
    for (int i = 0; i < events; i++) {
      assertThat(Words.of(outcomes.get(i))).isEqualTo(bad.contains(i) ? "rejected" : "accepted");
      assertThat(taken.contains(i)).isEqualTo(!bad.contains(i));
    }
  }

  @Provide
  Arbitrary<Set<Integer>> positions() {
    return Arbitraries.integers().between(0, 299).set().ofMaxSize(60);
  }

  @Provide
  Arbitrary<String> hints() {
    return Arbitraries.of("bad", "data.%d.user.email: bad", "data.0.user: bad", "data[999] bad");
  }

  private static TikTokAnswer answer(int code, String message) {
    var body = Events.answer(200, code, message).body();
    return TikTokAnswer.read(
        new Reply.Answer(200, body, null), Events.JSON, new TikTokDialect().credential());
  }

  private static String body(OutboundEvent event) {
    return Events.text(BENCH.destination.preview(event).orElseThrow().body());
  }
}
