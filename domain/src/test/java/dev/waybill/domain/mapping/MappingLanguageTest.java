package dev.waybill.domain.mapping;

import static dev.waybill.domain.mapping.Mappings.apply;
import static dev.waybill.domain.mapping.Mappings.mapped;
import static dev.waybill.domain.mapping.Mappings.payload;
import static dev.waybill.domain.mapping.Mappings.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonText;
import org.junit.jupiter.api.Test;

class MappingLanguageTest {
  @Test
  void a_path_goes_on_to_the_first_place_that_holds_something() {
    var fields =
        "{\"/u/email\": {\"path\": [\"/none\", \"/null\", \"/blank\", \"/list\", \"/b\"]}}";
    assertThat(payload(fields, "{\"null\": null, \"blank\": \" \", \"list\": [], \"b\": \"x\"}"))
        .isEqualTo(JsonText.object("{\"u\": {\"email\": \"x\"}}"));
  }

  @Test
  void nothing_to_send_leaves_no_trace_in_the_payload() {
    assertThat(
            payload(
                "{\"/u/a\": {\"path\": \"/a\"}, \"/c\": {\"constant\": 1}}",
                "{\"a\": [null, \"\"]}"))
        .isEqualTo(JsonText.object("{\"c\": 1}"));
  }

  @Test
  void zero_and_false_are_values() {
    assertThat(
            payload(
                "{\"/a\": {\"path\": \"/a\"}, \"/b\": {\"path\": \"/b\"}}",
                "{\"a\": 0, \"b\": false}"))
        .isEqualTo(JsonText.object("{\"a\": 0, \"b\": false}"));
  }

  @Test
  void a_default_stands_in_for_an_absent_value_but_not_for_an_unusable_one() {
    var fields = "{\"/n\": {\"path\": \"/n\", \"convert\": [\"number\"], \"default\": 1}}";
    assertThat(payload(fields, "{}")).isEqualTo(JsonText.object("{\"n\": 1}"));
    assertThat(payload(fields, "{\"n\": \"many\"}")).isEqualTo(JsonText.object("{}"));
  }

  @Test
  void a_table_replaces_what_it_knows_and_treats_the_rest_as_told() {
    var table = "{\"/e\": {\"path\": \"/e\", \"table\": {\"Order Completed\": \"Purchase\"}%s}}";
    assertThat(payload(table.formatted(""), "{\"e\": \"Order Completed\"}").string("e"))
        .isEqualTo("Purchase");
    assertThat(payload(table.formatted(""), "{\"e\": \"Mine\"}").string("e")).isEqualTo("Mine");
    assertThat(payload(table.formatted(", \"otherwise\": \"keep\""), "{\"e\": 7}").get("e"))
        .isEqualTo(JsonText.json("7"));
    assertThat(payload(table.formatted(", \"otherwise\": \"omit\""), "{\"e\": \"Mine\"}").members())
        .isEmpty();
    var constant = table.formatted(", \"otherwise\": {\"constant\": \"Other\"}");
    assertThat(payload(constant, "{\"e\": \"Mine\"}").string("e")).isEqualTo("Other");
  }

  @Test
  void an_array_is_converted_element_by_element_without_repeats() {
    var mapped =
        mapped(
            "{\"/e\": {\"path\": \"/e\", \"convert\": [\"email\"]}}",
            "{\"e\": [\"A@x.io\", \"nobody\", \" a@X.io \", \"\", null, \"also nobody\", \"b@x.io\"]}");
    assertThat(mapped.payload()).isEqualTo(JsonText.object("{\"e\": [\"a@x.io\", \"b@x.io\"]}"));
    assertThat(told(mapped.notes())).containsExactly("/e invalid_email");
  }

  @Test
  void each_maps_the_elements_from_where_they_stand() {
    var fields =
        """
        {"/contents": {"each": ["/none", "/lines"], "fields": {
          "/id": {"path": "/sku"}, "/price": {"path": "/price", "convert": ["number"]}}}}""";
    var mapped =
        mapped(
            fields,
            """
            {"sku": "outside", "lines": [
              {"sku": "a", "price": "1.50"}, {"other": 1}, null, {"sku": "b", "price": "dear"}]}""");
    assertThat(mapped.payload())
        .isEqualTo(
            JsonText.object("{\"contents\": [{\"id\": \"a\", \"price\": 1.5}, {\"id\": \"b\"}]}"));
    assertThat(told(mapped.notes())).containsExactly("/contents/1/price invalid_number");
  }

  @Test
  void each_takes_one_object_for_a_list_of_one_and_refuses_a_text() {
    var fields = "{\"/c\": {\"each\": \"/c\", \"fields\": {\"/id\": {\"path\": \"/id\"}}}}";
    assertThat(payload(fields, "{\"c\": {\"id\": 1}}"))
        .isEqualTo(JsonText.object("{\"c\": [{\"id\": 1}]}"));
    assertThat(payload(fields, "{}").members()).isEmpty();
    var text = mapped(fields, "{\"c\": \"id\"}");
    assertThat(text.payload().members()).isEmpty();
    assertThat(told(text.notes())).containsExactly("/c not_a_list");
  }

  @Test
  void of_several_rules_the_first_that_gives_a_value_wins() {
    var fields =
        """
        {"/event": {"required": true, "first": [
          {"path": "/event", "when": {"path": "/source", "in": ["app"]}, "table": {"a": "app-a"}},
          {"path": "/event", "table": {"a": "web-a"}, "otherwise": "omit"},
          {"constant": "other"}]}}""";
    assertThat(payload(fields, "{\"event\": \"a\", \"source\": \"app\"}").string("event"))
        .isEqualTo("app-a");
    assertThat(payload(fields, "{\"event\": \"a\", \"source\": \"web\"}").string("event"))
        .isEqualTo("web-a");
    assertThat(payload(fields, "{\"event\": \"b\", \"source\": \"web\"}").string("event"))
        .isEqualTo("other");
  }

  @Test
  void a_condition_may_leave_case_and_space_aside() {
    var fields =
        """
        {"/v": {"path": "/v", "when": {"path": "/c", "in": ["EUR"], "ignore_case": true}}}""";
    assertThat(payload(fields, "{\"v\": 1, \"c\": \" eUr \"}").get("v")).isNotNull();
    assertThat(payload(fields, "{\"v\": 1, \"c\": \"USD\"}").get("v")).isNull();
    assertThat(payload(fields, "{\"v\": 1, \"c\": 7}").get("v")).isNull();
  }

  @Test
  void lists_within_lists_keep_their_places() {
    var fields =
        """
        {"/orders": {"each": "/orders", "fields": {"/lines": {"each": "/lines", "fields": {
          "": {"path": "/sku", "required": true}}}}}}""";
    assertThat(payload(fields, "{\"orders\": [{\"lines\": [{\"sku\": \"a\"}, {\"sku\": \"b\"}]}]}"))
        .isEqualTo(JsonText.object("{\"orders\": [{\"lines\": [\"a\", \"b\"]}]}"));
    var missing =
        (Mapping.Outcome.Unmappable)
            apply(fields, "{\"orders\": [{\"lines\": [{\"sku\": \"a\"}, {\"x\": 1}]}]}");
    assertThat(told(missing.problems())).containsExactly("/orders/0/lines/1 required");
  }

  @Test
  void an_event_without_a_required_value_cannot_be_mapped() {
    var fields =
        """
        {"/event": {"path": "/event", "required": true},
         "/time": {"path": "/time", "convert": ["epoch_seconds"], "required": true}}""";
    var outcome = (Mapping.Outcome.Unmappable) apply(fields, "{\"time\": \"yesterday\"}");
    assertThat(told(outcome.problems())).containsExactly("/event required", "/time required");
    assertThat(outcome.problems().getLast().message())
        .contains("ISO 8601")
        .doesNotContain("yesterday");
  }

  @Test
  void a_field_is_neither_set_nor_required_where_its_condition_does_not_hold() {
    var fields =
        """
        {"/page": {"path": "/url", "required": true, "when": {"path": "/source", "in": ["web"]}}}""";
    assertThat(payload(fields, "{\"source\": \"app\", \"url\": \"u\"}").members()).isEmpty();
    assertThat(payload(fields, "{\"source\": \"web\", \"url\": \"u\"}").members()).hasSize(1);
    assertThat(apply(fields, "{\"source\": \"web\"}"))
        .isInstanceOf(Mapping.Outcome.Unmappable.class);
  }

  @Test
  void a_deeper_place_is_put_into_a_copied_object_in_whatever_order() {
    var fields =
        """
        {"/p/currency": {"constant": "EUR"}, "/p": {"path": "/p"}, "": {"path": ""}}""";
    assertThat(payload(fields, "{\"p\": {\"value\": 1, \"currency\": \"eur\"}, \"q\": 2}"))
        .isEqualTo(JsonText.object("{\"p\": {\"value\": 1, \"currency\": \"EUR\"}, \"q\": 2}"));
  }

  @Test
  void a_payload_that_is_no_object_is_told() {
    var mapped = mapped("{\"\": {\"path\": \"/e\"}}", "{\"e\": \"text\"}");
    assertThat(mapped.payload().members()).isEmpty();
    assertThat(told(mapped.notes())).containsExactly(" not_an_object");
  }

  @Test
  void no_note_repeats_the_value() {
    for (var conversion : Conversions.names()) {
      var options =
          conversion.equals("truncate")
              ? "{\"name\": \"truncate\", \"length\": 9}"
              : "\"" + conversion + "\"";
      var mapped =
          mapped(
              "{\"/v\": {\"path\": \"/v\", \"convert\": [" + options + "]}}",
              "{\"v\": \"private@@value\"}");
      assertThat(mapped.notes()).noneMatch(note -> note.message().contains("private@@value"));
    }
  }
}
