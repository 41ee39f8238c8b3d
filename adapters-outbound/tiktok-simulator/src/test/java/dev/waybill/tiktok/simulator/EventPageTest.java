package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.offlinePurchase;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.testCall;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EventPageTest extends SimulatorTest {

  @Test
  void an_event_is_shown_with_what_was_recognised_and_what_was_not() throws Exception {
    var event = bent(purchase("e-1", "1"), "/user/phone_number", "\"x\"");
    caller.track(web(bent(event, "/properties/currency", "\"eur\"")));
    var page = caller.get("/").text();
    assertThat(page)
        .contains("<td class=\"unknown\"><span>user.phone_number</span> </td>")
        .contains("<span>user.email</span>", "<span>properties.contents.content_id</span>")
        .contains("<td class=\"warned\"><span>unsupported_currency</span> </td>")
        .contains("<td>access tokens</td><td>1</td>", "<td>unique events</td><td>1</td>");
  }

  @Test
  void test_and_live_events_are_shown_newest_first() throws Exception {
    caller.track(web(purchase("e-1", "1"), purchase("e-2", "1")));
    caller.track(testCall(purchase("e-3", "1")));
    var page = caller.get("/").text();
    assertThat(page.indexOf(">e-3<")).isPositive().isLessThan(page.indexOf(">e-2<"));
    assertThat(page.indexOf(">e-2<")).isLessThan(page.indexOf(">e-1<"));
    assertThat(page).contains("<td>test</td>", "<td>unique</td>");
  }

  @Test
  void nothing_an_event_says_becomes_markup() throws Exception {
    var event = bent(purchase("<script>alert(1)</script>", "1"), "/<b>\"&'", "1");
    assertThat(caller.track(web(bent(event, "/event", "\"<i>x</i>\""))).code()).isZero();
    assertThat(caller.get("/").text())
        .doesNotContain("<script", "<i>x", "<b>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;&quot;&amp;&#39;");
  }

  @Test
  void tokens_and_identifiers_are_not_on_the_page() throws Exception {
    caller.track(web(purchase("e-1", "1")));
    assertThat(caller.get("/").text()).doesNotContain(Caller.TOKEN, Calls.HASH, "198.51.100.7");
  }

  @ParameterizedTest
  @CsvSource({"/,text/html; charset=utf-8", "/simulator.css,text/css; charset=utf-8"})
  void the_page_loads_nothing_from_elsewhere(String path, String type) throws Exception {
    var answer = caller.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(type);
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'self';");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.text()).doesNotContain("http:", "https:", "<script", "style=");
  }

  @Test
  void an_empty_page_says_so() throws Exception {
    assertThat(caller.get("/").text()).contains("None yet.");
  }

  @Test
  void a_page_of_many_events_stays_short() throws Exception {
    var events =
        IntStream.range(0, 500).mapToObj(i -> purchase("e-" + i, "1")).toArray(String[]::new);
    caller.track(web(events));
    assertThat(caller.get("/").text().split("<td>unique</td>", -1)).hasSize(101);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                      | e-1 e-2 e-3 pos-1
          event=AddToCart                         | e-2
          verdict=test                            | e-3
          event_source=offline                    | pos-1
          event_source_id=7000000000000000001     | pos-1
          limit=2                                 | e-3 pos-1
          event_id=e-1&event=AddToCart            | ~~
          """)
  void events_are_read_back_through_filters(String query, String expected) throws Exception {
    caller.track(web(purchase("e-1", "1"), bent(purchase("e-2", "1"), "/event", "\"AddToCart\"")));
    caller.track(testCall(purchase("e-3", "1")));
    caller.track(envelope("offline", "7000000000000000001", offlinePurchase("Purchase")));
    assertThat(String.join(" ", ids(query))).isEqualTo(expected);
  }

  @Test
  void an_event_read_back_says_what_the_page_says() throws Exception {
    caller.track(web(bent(purchase("e-1", "1"), "/pixel_code", "\"x\"")));
    var event = caller.get("/control/events").json().at("/events/0");
    assertThat(event.path("unrecognised").toString()).isEqualTo("[\"pixel_code\"]");
    assertThat(event.path("recognised").valueStream().map(JsonNode::stringValue))
        .contains("event", "user.email", "properties.value")
        .doesNotContain("pixel_code");
    assertThat(event.path("warnings").size()).isZero();
    assertThat(event.path("event_source").stringValue()).isEqualTo("web");
    assertThat(event.path("token").stringValue()).doesNotContain(Caller.TOKEN);
    assertThat(simulator.bodies("e-1")).containsExactly(event.path("body").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=10001",
        "limit=x",
        "evnt=Purchase",
        "verdict=refused",
        "event_source=shop"
      })
  void a_query_that_makes_no_sense_is_refused(String query) throws Exception {
    assertThat(caller.get("/control/events?" + query).status()).isEqualTo(400);
  }

  private List<String> ids(String query) throws Exception {
    var events = caller.get("/control/events?" + query).json().path("events");
    return StreamSupport.stream(events.spliterator(), false)
        .map(event -> event.path("body").path("event_id").stringValue())
        .toList();
  }
}
