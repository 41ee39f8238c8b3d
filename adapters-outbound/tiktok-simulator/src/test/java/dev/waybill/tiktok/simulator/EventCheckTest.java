package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.appEvent;
import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.crmEvent;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.offlinePurchase;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCheckTest extends SimulatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /event                            | 7                | event: not a valid string.
          /event                            | ""               | event: not a valid string.
          /event                            | ~~               | event: not a valid string.
          /event_time                       | "1790000000"     | event_time: not a valid integer.
          /event_time                       | 1790000000.5     | event_time: not a valid integer.
          /event_time                       | 1790000000000    | event_time: not a valid unix timestamp in seconds.
          /event_time                       | 99               | event_time: not a valid unix timestamp in seconds.
          /event_time                       | ~~               | event_time: not a valid integer.
          /event_id                         | 1001             | event_id: not a valid string.
          /event_id                         | ""               | event_id: not a valid string.
          /event_id                         | null             | event_id: value may not be null.
          /user                             | "x"              | user: not a valid object.
          /user/ip                          | null             | user.ip: value may not be null.
          /user/ip                          | ["198.51.100.7"] | user.ip: not a valid string.
          /user/ttclid                      | 5                | user.ttclid: not a valid string.
          /user/email                       | 5                | user.email: not a valid string.
          /user/phone                       | [5]              | user.phone.0: not a valid string.
          /user/external_id                 | {"a":"b"}        | user.external_id: not a valid string.
          /user/some_thing_else             | [{"a":null}]     | user.some_thing_else.0.a: value may not be null.
          /page                             | []               | page: not a valid object.
          /page/url                         | ~~               | page.url: not a valid string.
          /page/url                         | ""               | page.url: not a valid string.
          /page/url                         | 1                | page.url: not a valid string.
          /properties                       | []               | properties: not a valid object.
          /properties/value                 | "59.80"          | properties.value: not a valid number.
          /properties/value                 | 1e999999         | properties.value: not a valid number.
          /properties/currency              | 978              | properties.currency: not a valid string.
          /properties/order_id              | 1001             | properties.order_id: not a valid string.
          /properties/num_items             | "2"              | properties.num_items: not a valid integer.
          /properties/content_ids           | "SKU-1"          | properties.content_ids: not a valid list.
          /properties/content_ids           | [1]              | properties.content_ids.0: not a valid string.
          /properties/contents              | {}               | properties.contents: not a valid list.
          /properties/contents              | [1]              | properties.contents.0: not a valid object.
          /properties/contents              | [{"content_id":1}] | properties.contents.0.content_id: not a valid string.
          /properties/contents              | [{"content_id":""}] | properties.contents.0.content_id: not a valid string.
          /properties/contents              | [{"quantity":1.5}] | properties.contents.0.quantity: not a valid integer.
          /properties/contents              | [{"price":"9"}]  | properties.contents.0.price: not a valid number.
          /limited_data_use                 | "true"           | limited_data_use: not a valid boolean.
          """)
  void a_field_of_the_wrong_form_is_refused_with_its_name(
      String pointer, String value, String message) throws Exception {
    var answer = caller.track(web(bent(purchase("e-1", "1"), pointer, value)));
    assertThat(answer.code()).isEqualTo(40002);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Invalid value for " + message);
    assertThat(simulator.statistics().eventsReceived()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /event                | "MyCustomEvent"
          /event_id             | ~~
          /user/email           | ["848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f"]
          /user/phone           | ~~
          /user                 | ~~
          /page                 | ~~
          /properties           | ~~
          /properties/value     | 46
          /properties/value     | 46.25
          /properties/contents  | []
          /properties/contents  | [{"content_id":"a","quantity":1,"price":0.5,"brand":"b"}]
          /properties/mileage   | {"value":3,"unit":"KM"}
          /limited_data_use     | true
          /no_such_field        | {"deep":[1,"two",false]}
          """)
  void what_the_reference_allows_is_taken(String pointer, String value) throws Exception {
    var answer = caller.track(web(bent(purchase("e-1", "1"), pointer, value)));
    assertThat(answer.text()).contains("\"code\":0", "\"message\":\"OK\"");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(simulator.statistics().uniqueEvents()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "/user/email,\"jane@example.com\",user.email",
    "/user/email,\"\",user.email",
    "/user/phone,[\"+12133734253\"],user.phone.0",
    "/user/email,\"848A771458438FC2EC420560D769FB9B9B86851EE338EC56517BAABD79D3BB4F\",user.email"
  })
  void personal_data_in_clear_is_refused_and_not_echoed(String pointer, String value, String field)
      throws Exception {
    var answer = caller.track(web(bent(purchase("e-1", "1"), pointer, value)));
    assertThat(answer.code()).isEqualTo(40062);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Invalid value for " + field + ": must be hashed with SHA-256.");
  }

  @Test
  void personal_data_in_clear_is_only_noted_where_asked_for() throws Exception {
    restartWith(SimulatorOptions.forToken(Caller.TOKEN).with(Mode.UNHASHED_ACCEPTED));
    var answer =
        caller.track(web(bent(purchase("e-1", "1"), "/user/email", "\"jane@example.com\"")));
    assertThat(answer.code()).isZero();
    assertThat(simulator.statistics().findings()).containsEntry("not_hashed", 1L);
  }

  @Test
  void a_refusal_names_the_place_in_the_batch_only_where_asked_for() throws Exception {
    var call = web(purchase("e-1", "1"), bent(purchase("e-2", "1"), "/event_id", "7"));
    assertThat(caller.track(call).message())
        .isEqualTo("Invalid value for event_id: not a valid string.");
    restartWith(SimulatorOptions.forToken(Caller.TOKEN).with(Mode.INDEX_IN_MESSAGES));
    assertThat(caller.track(call).message())
        .isEqualTo("Invalid value for data.1.event_id: not a valid string.");
  }

  @Test
  void an_element_that_is_no_object_is_refused() throws Exception {
    assertThat(caller.track(web("5")).message())
        .isEqualTo("Invalid value for data.0: not a valid object.");
    assertThat(caller.track(web("null")).message())
        .isEqualTo("Invalid value for data.0: value may not be null.");
  }

  @Test
  void offline_takes_standard_events_and_their_old_names_only() throws Exception {
    assertThat(offline("Purchase").code()).isZero();
    assertThat(offline("CompletePayment").code()).isZero();
    assertThat(offline("OrderCancelled").message())
        .isEqualTo("Invalid value for event: must be a standard event.");
  }

  @Test
  void app_wants_an_app_id() throws Exception {
    assertThat(app(appEvent()).code()).isZero();
    assertThat(app(bent(appEvent(), "/app", "")).message())
        .isEqualTo("Invalid value for app: not a valid object.");
    assertThat(app(bent(appEvent(), "/app/app_id", "")).message())
        .isEqualTo("Invalid value for app.app_id: not a valid string.");
    assertThat(app(bent(appEvent(), "/app/app_id", "5")).code()).isEqualTo(40002);
  }

  @Test
  void crm_wants_a_lead_id() throws Exception {
    assertThat(crm(crmEvent()).code()).isZero();
    assertThat(crm(bent(crmEvent(), "/lead", "")).message())
        .isEqualTo("Invalid value for lead: not a valid object.");
    assertThat(crm(bent(crmEvent(), "/lead/lead_id", "")).message())
        .isEqualTo("Invalid value for lead.lead_id: not a valid string.");
  }

  private Caller.Answer offline(String event) throws Exception {
    return caller.track(envelope("offline", "7000000000000000001", offlinePurchase(event)));
  }

  private Caller.Answer app(String event) throws Exception {
    return caller.track(envelope("app", "7000000000000000003", event));
  }

  private Caller.Answer crm(String event) throws Exception {
    return caller.track(envelope("crm", "7000000000000000002", event));
  }
}
