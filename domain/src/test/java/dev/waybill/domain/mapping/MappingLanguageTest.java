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
            "{\"e\": [\"A@x.io\", \"nobody\", \" a@X.io \", \"\", null, \"also nobody\","
                + " \"b@x.io\"]}");
    assertThat(mapped.payload()).isEqualTo(JsonText.object("{\"e\": [\"a@x.io\", \"b@x.io\"]}"));
    assertThat(told(mapped.notes())).containsExactly("/e invalid_email");
  }

  @Test
  void each_maps_the_elements_from_where_they_stand() {
    var fields =
        """
        {"/contents": {"each": ["/none", "/lines"], "fields": {
          "/id": {"path": "/sku"}, "/price": {"path": "/price", "convert": ["number"]}}}}\
        """;
    var mapped =
        mapped(
            fields,
            """
            {"sku": "outside", "lines": [
              {"sku": "a", "price": "1.50"}, {"other": 1}, null, {"sku": "b", "price": "dear"}]}\
            """);
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
          {"constant": "other"}]}}\
        """;
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
        {"/v": {"path": "/v", "when": {"path": "/c", "in": ["EUR"], "ignore_case": true}}}\
        """;
    assertThat(payload(fields, "{\"v\": 1, \"c\": \" eUr \"}").get("v")).isNotNull();
    assertThat(payload(fields, "{\"v\": 1, \"c\": \"USD\"}").get("v")).isNull();
    assertThat(payload(fields, "{\"v\": 1, \"c\": 7}").get("v")).isNull();
  }

  @Test
  void lists_within_lists_keep_their_places() {
    var fields =
        """
        {"/orders": {"each": "/orders", "fields": {"/lines": {"each": "/lines", "fields": {
          "": {"path": "/sku", "required": true}}}}}}\
        """;
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
         "/time": {"path": "/time", "convert": ["epoch_seconds"], "required": true}}\
        """;
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
        {"/page": {"path": "/url", "required": true, "when": {"path": "/source", "in": ["web"]}}}\
        """;
    assertThat(payload(fields, "{\"source\": \"app\", \"url\": \"u\"}").members()).isEmpty();
    assertThat(payload(fields, "{\"source\": \"web\", \"url\": \"u\"}").members()).hasSize(1);
    assertThat(apply(fields, "{\"source\": \"web\"}"))
        .isInstanceOf(Mapping.Outcome.Unmappable.class);
  }

  @Test
  void a_deeper_place_is_put_into_a_copied_object_in_whatever_order() {
    var fields =
        """
        {"/p/currency": {"constant": "EUR"}, "/p": {"path": "/p"}, "": {"path": ""}}\
        """;
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

  @Test
  void a_template_is_filled_from_places_and_there_is_none_where_one_is_missing() {
    var fields = "{\"/id\": {\"template\": \"{/order}-{{{/event}}}-{/n}{/f}\"}}";
    assertThat(
            payload(fields, "{\"order\": \"o1\", \"event\": \"Paid\", \"n\": 1.50, \"f\": true}")
                .string("id"))
        .isEqualTo("o1-{Paid}-1.5true");
    assertThat(
            payload(fields, "{\"order\": \"o1\", \"event\": \" \", \"n\": 1, \"f\": true}")
                .members())
        .isEmpty();
  }

  @Test
  void a_template_takes_no_lists_and_has_a_default_where_a_place_is_missing() {
    var fields =
        "{\"/id\": {\"template\": \"{/a}\", \"convert\": [\"upper\"], \"default\": \"none\"}}";
    assertThat(payload(fields, "{\"a\": \"x\"}").string("id")).isEqualTo("X");
    assertThat(payload(fields, "{}").string("id")).isEqualTo("none");
    var list = mapped(fields, "{\"a\": [1]}");
    assertThat(list.payload().members()).isEmpty();
    assertThat(told(list.notes())).containsExactly("/id wrong_type");
  }

  @Test
  void a_sum_is_exact() {
    var fields =
        """
        {"/value": {"sum": {"each": "/products", "of": "/price", "times": {"path": "/quantity", "default": 1}}},
         "/num": {"sum": {"each": "/products", "of": {"path": "/quantity", "default": 1}}, "convert": ["integer"]}}\
        """;
    assertThat(
            payload(
                fields,
                """
                {"products": [{"price": "0.10", "quantity": 3}, null, {"price": 19.9}, {"price": 0.20}]}\
                """))
        .isEqualTo(JsonText.object("{\"value\": 20.4, \"num\": 5}"));
    assertThat(payload(fields, "{\"products\": {\"price\": 2, \"quantity\": 2}}"))
        .isEqualTo(JsonText.object("{\"value\": 4, \"num\": 2}"));
    assertThat(payload(fields, "{}").members()).isEmpty();
  }

  @Test
  void a_sum_that_lacks_a_number_is_no_sum() {
    var fields = "{\"/v\": {\"sum\": {\"each\": \"/l\", \"of\": \"/p\"}, \"default\": 7}}";
    var mapped = mapped(fields, "{\"l\": [{\"p\": 1}, {\"p\": \"dear\"}]}");
    assertThat(mapped.payload().members()).isEmpty();
    assertThat(told(mapped.notes())).containsExactly("/v incomplete_sum");
    assertThat(told(mapped(fields, "{\"l\": \"x\"}").notes())).containsExactly("/v not_a_list");
    assertThat(payload(fields, "{}").get("v")).isEqualTo(JsonText.json("7"));
  }

  @Test
  void the_first_rule_that_gives_a_value_wins() {
    var fields =
        """
        {"/v": {"first": [
          {"path": "/value", "convert": ["number"]},
          {"sum": {"each": "/l", "of": "/p"}, "when": {"path": "/l", "exists": true}},
          {"constant": 9, "when": {"path": "/nine", "exists": true}}], "required": true}}\
        """;
    assertThat(payload(fields, "{\"value\": 1, \"l\": {\"p\": 2}}").get("v"))
        .isEqualTo(JsonText.json("1"));
    assertThat(payload(fields, "{\"value\": \"x\", \"l\": {\"p\": 2}}").get("v"))
        .isEqualTo(JsonText.json("2"));
    assertThat(payload(fields, "{\"nine\": 1}").get("v")).isEqualTo(JsonText.json("9"));
    assertThat(apply(fields, "{}")).isInstanceOf(Mapping.Outcome.Unmappable.class);
  }

  @Test
  void an_explanation_names_the_rule_the_place_and_every_step_of_each_field() {
    var fields =
        """
        {"/event": {"path": "/event", "table": {"Paid": "Purchase"}},
         "/email": {"path": ["/none", "/mail"], "convert": ["email", "upper"]},
         "/bad": {"path": "/n", "convert": ["email"]},
         "/c": {"constant": 1}, "/d": {"path": "/none", "default": 2},
         "/w": {"path": "/n", "when": {"path": "/none", "exists": true}},
         "/l": {"each": "/l", "fields": {"/id": {"path": "/sku"}}}}\
        """;
    var event =
        "{\"event\": \"Paid\", \"mail\": \" A@b.c\", \"n\": \"x\", \"l\": [{\"sku\": \"s\"}]}";
    var mapping = Mappings.compiled("{\"fields\": " + fields + "}");
    var explained = mapping.explain(JsonText.object(event));
    assertThat(explained.outcome()).isEqualTo(mapping.apply(JsonText.object(event)));
    assertThat(explained.fields().stream().map(MappingLanguageTest::line))
        .containsExactly(
            "/event <- /fields/~1event path /event [table=Purchase]",
            "/email <- /fields/~1email path /mail [email=a@b.c, upper=A@B.C]",
            "no /bad <- /fields/~1bad path /n [email!invalid_email]",
            "/c <- /fields/~1c constant null []",
            "/d <- /fields/~1d default null []",
            "no /w <- /fields/~1w when null []",
            "/l/0/id <- /fields/~1l/fields/~1id path /sku []",
            "/l <- /fields/~1l each /l []");
  }

  private static String line(Mapping.FieldTrace field) {
    var steps =
        field.steps().stream()
            .map(
                step ->
                    step.name()
                        + (step.result() == null ? "!" + step.note() : "=" + step.result().text()))
            .toList();
    return (field.set() ? "" : "no ")
        + field.pointer()
        + " <- "
        + field.rule()
        + " "
        + field.by()
        + " "
        + field.from()
        + " "
        + steps;
  }
}
