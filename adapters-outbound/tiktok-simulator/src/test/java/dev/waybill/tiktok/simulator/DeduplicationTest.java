package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeduplicationTest extends SimulatorTest {
  private static final String CALL = web(purchase("e-1", "5"));

  @Test
  void the_same_key_is_merged_then_discarded_and_counts_again_after_48_hours() throws Exception {
    caller.track(CALL);
    advance(Duration.ofMinutes(4));
    caller.track(CALL);
    advance(Duration.ofMinutes(2));
    caller.track(CALL);
    advance(Duration.ofDays(2));
    caller.track(CALL);
    assertThat(events("event_id=e-1").findValuesAsString("verdict"))
        .containsExactly("unique", "merged", "duplicate", "unique");
    var statistics = simulator.statistics();
    assertThat(statistics.uniqueEvents()).isEqualTo(2);
    assertThat(statistics.duplicateEvents()).isEqualTo(2);
    assertThat(statistics.mergedEvents()).isOne();
    assertThat(statistics.total("Purchase").valueSum()).isEqualByComparingTo("10");
  }

  @Test
  void the_first_event_gets_the_user_fields_it_lacks_within_five_minutes_only() throws Exception {
    var poor = bent(bent(purchase("e-1", "5"), "/user/phone", ""), "/user/ttclid", "");
    caller.track(web(poor));
    caller.track(
        web(bent(bent(purchase("e-1", "5"), "/user/ttclid", ""), "/user/ip", "\"203.0.113.9\"")));
    advance(Duration.ofMinutes(6));
    caller.track(CALL);
    var first = events("verdict=unique").path(0);
    assertThat(first.path("body").path("user").has("phone")).as("as it was sent").isFalse();
    var merged = first.path("merged_user");
    assertThat(merged.has("phone")).isTrue();
    assertThat(merged.path("ip").stringValue()).as("not replaced").isEqualTo("198.51.100.7");
    assertThat(merged.has("ttclid")).as("too late").isFalse();
  }

  @Test
  void nothing_is_merged_where_nothing_is_missing() throws Exception {
    caller.track(CALL);
    caller.track(CALL);
    assertThat(events("verdict=unique").path(0).has("merged_user")).isFalse();
  }

  private void advance(Duration by) throws Exception {
    var body = "{\"advance_seconds\":" + by.toSeconds() + "}";
    assertThat(caller.post("/control/clock", body).status()).isEqualTo(200);
  }

  private JsonNode events(String query) throws Exception {
    return caller.get("/control/events?" + query).json().path("events");
  }
}
