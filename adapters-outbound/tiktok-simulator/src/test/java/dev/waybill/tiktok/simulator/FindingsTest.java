package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest extends SimulatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          unknown_fields          | /pixel_code          | "C0EXAMPLEPIXELCODE00"
          not_for_this_source     | /user/idfv           | "x"
          not_for_this_source     | /app                 | {"app_id":"x"}
          empty_value             | /user/ip             | ""
          not_hashed              | /user/external_id    | "user_123"
          hash_of_empty_string    | /user/phone          | "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
          hashed_but_wanted_plain | /user/city           | "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
          no_identifier           | /user                | {}
          no_event_id             | /event_id            | ~~
          no_page                 | /page                | ~~
          page_url_not_absolute   | /page/url            | "shop.example/thanks"
          event_time_in_future    | /event_time          | 9999999999
          event_time_too_old      | /event_time          | 1600000000
          invalid_event_name      | /event               | "1 two"
          reserved_event_name     | /event               | "StartCheckout"
          old_event_name          | /event               | "SubmitForm"
          value_without_currency  | /properties/currency | ~~
          purchase_without_value  | /properties/value    | ~~
          unsupported_currency    | /properties/currency | "eur"
          """)
  void an_oddity_is_taken_and_noted(String finding, String pointer, String value) throws Exception {
    assertThat(caller.track(web(bent(purchase("e-1", "1"), pointer, value))).code()).isZero();
    assertThat(simulator.statistics().findings()).containsExactly(Map.entry(finding, 1L));
  }

  @Test
  void a_long_click_id_is_noted() throws Exception {
    var event = bent(purchase("e-1", "1"), "/user/ttclid", "\"" + "x".repeat(1_001) + "\"");
    assertThat(caller.track(web(event)).code()).isZero();
    assertThat(simulator.statistics().findings()).containsOnlyKeys("ttclid_too_long");
  }

  @Test
  void a_good_event_gives_no_finding() throws Exception {
    caller.track(web(purchase("e-1", "1")));
    assertThat(simulator.statistics().findings()).isEmpty();
  }

  @Test
  void unknown_fields_are_named_by_their_path() throws Exception {
    var event = bent(purchase("e-1", "1"), "/user/phone_number", "\"x\"");
    caller.track(bent(web(bent(event, "/timestamp", "\"x\"")), "/pixel_code", "\"x\""));
    var statistics = simulator.statistics();
    assertThat(statistics.findings()).containsEntry("unknown_fields", 3L);
    assertThat(statistics.unknownFieldNames())
        .containsExactly("pixel_code", "timestamp", "user.phone_number");
  }

  @Test
  void the_findings_of_a_refused_call_do_not_count() throws Exception {
    var odd = bent(purchase("e-1", "1"), "/timestamp", "\"x\"");
    assertThat(caller.track(web(odd, bent(purchase("e-2", "1"), "/event", "7"))).code())
        .isEqualTo(40002);
    assertThat(simulator.statistics().findings()).isEmpty();
  }

  @Test
  void a_body_that_does_not_say_it_is_json_and_a_partner_name_are_noted() throws Exception {
    var body = bent(web(purchase("e-1", "1")), "/partner_name", "\"Somebody\"");
    var request = caller.to(Caller.TRACK).header("Access-Token", Caller.TOKEN);
    caller.send(request.POST(BodyPublishers.ofString(body)));
    assertThat(simulator.statistics().findings())
        .containsOnlyKeys("content_type_not_json", "partner_name");
  }
}
