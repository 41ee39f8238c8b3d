package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.PIXEL;
import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.testCall;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest extends SimulatorTest {

  @Test
  void values_add_up_exactly_over_unique_events() throws Exception {
    caller.track(web(purchase("e-1", "0.1"), purchase("e-2", "0.2"), purchase("e-1", "0.1")));
    caller.track(
        web(
            purchase("e-3", "12345678901234567890.05"),
            bent(purchase("e-4", "9"), "/event", "\"Lead\"")));
    var json = caller.get("/control/statistics").json();
    assertThat(json.at("/by_event/Purchase/count").intValue()).isEqualTo(3);
    assertThat(json.at("/by_event/Purchase/value_sum").stringValue())
        .isEqualTo("12345678901234567890.35");
    assertThat(json.at("/by_event/Lead/value_sum").stringValue()).isEqualTo("9");
  }

  @Test
  void the_same_key_again_is_a_duplicate_and_any_other_is_not() throws Exception {
    caller.track(web(purchase("e-1", "5")));
    caller.track(web(purchase("e-1", "7")));
    caller.track(web(bent(purchase("e-1", "5"), "/event", "\"AddToCart\"")));
    caller.track(envelope("web", "C0ANOTHERPIXELCODE00", purchase("e-1", "5")));
    var statistics = simulator.statistics();
    assertThat(statistics.eventsReceived()).isEqualTo(4);
    assertThat(statistics.uniqueEvents()).isEqualTo(3);
    assertThat(statistics.duplicateEvents()).isOne();
    assertThat(statistics.total("Purchase").valueSum())
        .as("the first one counts")
        .isEqualByComparingTo("10");
  }

  @Test
  void events_without_an_id_are_never_duplicates() throws Exception {
    var event = bent(purchase("e-1", "1"), "/event_id", "");
    caller.track(web(event, event));
    assertThat(simulator.statistics().uniqueEvents()).isEqualTo(2);
  }

  @Test
  void test_events_are_counted_apart() throws Exception {
    assertThat(caller.track(testCall(purchase("e-1", "5"))).code()).isZero();
    caller.track(web(purchase("e-1", "5")));
    var statistics = simulator.statistics();
    assertThat(statistics.testEvents()).isOne();
    assertThat(statistics.eventsReceived()).isEqualTo(2);
    assertThat(statistics.uniqueEvents()).as("the test event took no key").isOne();
    assertThat(statistics.duplicateEvents()).isZero();
    assertThat(statistics.total("Purchase").valueSum()).isEqualByComparingTo("5");
  }

  @Test
  void the_bodies_of_an_id_are_shown_as_they_came() throws Exception {
    var first = purchase("ä 1", "5.10");
    caller.track(web(purchase("e-0", "1"), first));
    caller.track(web(first));
    var events = caller.get("/control/events?event_id=%C3%A4%201").json().path("events");
    assertThat(events.size()).isEqualTo(2);
    assertThat(events.path(0).path("body")).isEqualTo(Json.MAPPER.readTree(first));
    assertThat(events.path(0).path("event_source_id").stringValue()).isEqualTo(PIXEL);
    assertThat(events.path(0).path("verdict").stringValue()).isEqualTo("unique");
    assertThat(events.path(1).path("verdict").stringValue()).isEqualTo("merged");
    assertThat(caller.get("/control/events?event_id=other").json().path("events").size()).isZero();
  }

  @Test
  void only_the_newest_ten_thousand_bodies_stay() throws Exception {
    for (int call = 0; call < 11; call++) {
      int first = call * 1_000;
      caller.track(
          web(
              IntStream.range(first, first + 1_000)
                  .mapToObj(i -> purchase("e-" + i, "1"))
                  .toArray(String[]::new)));
    }
    assertThat(caller.get("/control/events?event_id=e-999").json().path("events").size()).isZero();
    assertThat(caller.get("/control/events?event_id=e-1000").json().path("events").size()).isOne();
    assertThat(caller.get("/control/events?event_id=e-10999").json().path("events").size()).isOne();
  }

  @Test
  void keys_are_listed_only_where_they_are_kept() throws Exception {
    assertThat(caller.get("/control/keys").status()).isEqualTo(409);
    assertThat(simulator.keys()).isEmpty();
    restartWith(SimulatorOptions.forToken(Caller.TOKEN).with(Mode.KEYS_KEPT));
    assertThat(caller.get("/control/keys").text()).isEmpty();
    caller.track(web(purchase("e-1", "1"), purchase("a\\tb", "1"), purchase("e-1", "1")));
    caller.track(testCall(purchase("e-2", "1")));
    assertThat(caller.get("/control/keys").text())
        .isEqualTo(PIXEL + "\tPurchase\te-1\n" + PIXEL + "\tPurchase\ta\\tb\n");
  }

  @Test
  void statistics_of_many_calls_at_once_add_up() throws Exception {
    var calls =
        IntStream.range(0, 200)
            .mapToObj(
                call ->
                    caller.trackLater(web(purchase("same", "1"), purchase("e-" + call, "0.01"))))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(calls).get(30, TimeUnit.SECONDS);
    var statistics = simulator.statistics();
    assertThat(statistics.calls()).isEqualTo(200);
    assertThat(statistics.refusedCalls()).isZero();
    assertThat(statistics.eventsReceived()).isEqualTo(400);
    assertThat(statistics.uniqueEvents()).isEqualTo(201);
    assertThat(statistics.duplicateEvents()).isEqualTo(199);
    assertThat(statistics.total("Purchase").valueSum()).isEqualTo(new BigDecimal("3.00"));
  }
}
