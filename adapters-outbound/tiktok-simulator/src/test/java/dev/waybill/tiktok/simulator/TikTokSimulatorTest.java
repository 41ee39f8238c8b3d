package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.PIXEL;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokSimulatorTest extends SimulatorTest {
  private static final String CALL = web(purchase("e-1", "1"));

  @Override
  protected SimulatorOptions options() {
    return SimulatorOptions.forToken(Caller.TOKEN)
        .withToken("two-pixels", Set.of(PIXEL, "D0SECONDPIXELCODE000", "77"));
  }

  @Test
  void a_revoked_token_is_refused_until_it_is_restored() throws Exception {
    var control = "/control/tokens/" + Caller.TOKEN;
    assertThat(caller.post(control + "/revoke", "").status()).isEqualTo(200);
    assertThat(caller.track(CALL).code()).isEqualTo(40105);
    assertThat(caller.get("/open_api/v1.3/user/info/").code()).isEqualTo(40105);
    assertThat(caller.track("two-pixels", CALL).code()).isZero();
    assertThat(caller.post(control + "/restore", "").status()).isEqualTo(200);
    assertThat(caller.track(CALL).code()).isZero();
    assertThat(caller.post("/control/tokens/unknown/revoke", "").status()).isEqualTo(400);
  }

  @Test
  void user_info_tells_a_good_token_from_a_bad_one() throws Exception {
    var good = caller.get("/open_api/v1.3/user/info/");
    assertThat(good.code()).isZero();
    assertThat(good.json().at("/data/display_name").stringValue()).isNotEmpty();
    var bad = caller.send(caller.to("/open_api/v1.3/user/info/").header("Access-Token", "x").GET());
    assertThat(bad.status()).as("recorded live").isEqualTo(403);
    assertThat(bad.code()).isEqualTo(40105);
    var none = caller.send(caller.to("/open_api/v1.3/user/info/").GET());
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.code()).isEqualTo(40104);
  }

  @Test
  void advertisers_are_listed_for_the_app() throws Exception {
    var path = "/open_api/v1.3/oauth2/advertiser/get/";
    var app = "?app_id=" + DeveloperApp.DEFAULT_ID + "&secret=" + DeveloperApp.DEFAULT_SECRET;
    var good = caller.get(path + app);
    assertThat(good.code()).isZero();
    assertThat(good.json().at("/data/list/0/advertiser_id").isString()).isTrue();
    assertThat(caller.get(path + "?app_id=1").code()).isEqualTo(40002);
    assertThat(caller.get(path + "?app_id=1&secret=2").code()).isEqualTo(40101);
    assertThat(caller.send(caller.to(path + app).GET()).code()).isEqualTo(40104);
  }

  @Test
  void pixels_are_those_the_token_may_report_to() throws Exception {
    var path = "/open_api/v1.3/pixel/list/?advertiser_id=1";
    var all = pixels("two-pixels", path);
    assertThat(all.code()).isZero();
    assertThat(all.json().at("/data/pixels").findValuesAsString("pixel_code"))
        .containsExactly(PIXEL, "D0SECONDPIXELCODE000");
    assertThat(all.json().at("/data/page_info/total_number").intValue()).isEqualTo(2);
    assertThat(pixels("two-pixels", path + "&code=" + PIXEL).json().at("/data/pixels").size())
        .isOne();
    assertThat(pixels("two-pixels", path + "&code=C0NOTMINE000").json().at("/data/pixels").size())
        .isZero();
    assertThat(pixels("two-pixels", path + "&page_size=1").json().at("/data/pixels").size())
        .isOne();
    assertThat(pixels("two-pixels", path + "&page_size=21").code()).isEqualTo(40002);
    assertThat(pixels("two-pixels", "/open_api/v1.3/pixel/list/").code()).isEqualTo(40002);
    assertThat(pixels("wrong", path).code()).isEqualTo(40105);
    assertThat(caller.get(path + "&code=" + PIXEL).json().at("/data/pixels").size()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/control/nothing", "/control/tokens/a", "/control/faults", "/control/"})
  void an_unknown_control_call_is_not_found(String path) throws Exception {
    assertThat(caller.get(path).status()).isEqualTo(404);
  }

  @Test
  void all_statistics_are_told_to_other_processes() throws Exception {
    caller.track(CALL);
    var json = caller.get("/control/statistics").json();
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "calls",
            "refused_calls",
            "faulted_calls",
            "throttled_calls",
            "events_received",
            "unique_events",
            "duplicate_events",
            "merged_events",
            "test_events",
            "by_event",
            "findings",
            "unknown_field_names");
    assertThat(json.path("unique_events").intValue()).isOne();
  }

  @Test
  void it_listens_on_the_loopback_address_and_a_taken_port_is_said() {
    assertThat(simulator.baseUri().toString()).isEqualTo("http://127.0.0.1:" + simulator.port());
    var taken = options().withPort(simulator.port());
    assertThatThrownBy(() -> TikTokSimulator.start(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(":" + simulator.port());
  }

  @Test
  void closing_does_not_wait_for_answers_held_back() throws Exception {
    simulator.delay(Duration.ofMinutes(10));
    var held = caller.trackLater(CALL);
    while (simulator.statistics().eventsReceived() == 0) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    simulator.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThatThrownBy(() -> held.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void options_do_not_show_tokens() {
    assertThat(options().toString())
        .contains("tokens=2")
        .doesNotContain(Caller.TOKEN, "two-pixels");
    assertThatThrownBy(() -> SimulatorOptions.forToken("a b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SimulatorOptions.forToken(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options().withPort(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private Caller.Answer pixels(String token, String path) throws Exception {
    return caller.send(caller.to(path).header("Access-Token", token).GET());
  }
}
