package dev.waybill.inbound.console.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.console.piece.Field;
import dev.waybill.inbound.http.Form;
import dev.waybill.json.JacksonCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaFormTest {
  private static final JacksonCodec CODEC = new JacksonCodec();
  private static final JsonObject SCHEMA =
      json(
          """
          {"type": "object", "required": ["name"], "properties": {
            "mode": {"type": "string", "enum": ["keep", "lower"], "default": "keep"},
            "flag": {"type": "boolean", "default": true},
            "secret": {"type": "string", "writeOnly": true},
            "count": {"type": "integer", "title": "How many", "description": "At most so many."},
            "hosts": {"type": "array", "items": {"type": "string"}},
            "ports": {"type": "array", "items": {"type": "integer"}},
            "limits": {"type": "object", "required": ["day"],
                       "properties": {"day": {"type": "integer"}}},
            "name": {"type": "string"}}}""");
  private static final SchemaForm FORM = new SchemaForm("settings", SCHEMA);

  private static JsonObject json(String text) {
    return (JsonObject) CODEC.read(text.getBytes(UTF_8)).orElseThrow();
  }

  private static Field field(List<FormNode> nodes, String name) {
    return nodes.stream()
        .flatMap(
            node -> node instanceof FormNode.Group group ? group.nodes().stream() : Stream.of(node))
        .filter(FormNode.Leaf.class::isInstance)
        .map(node -> ((FormNode.Leaf) node).field())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_type_has_its_field_and_what_is_required_comes_first() {
    var nodes = FORM.nodes(JsonObject.EMPTY, List.of());
    assertThat(((FormNode.Leaf) nodes.getFirst()).field().name()).isEqualTo("settings/name");
    assertThat(field(nodes, "settings/mode").options())
        .containsExactly(
            new Field.Option("", "keep (usual)"),
            new Field.Option("keep", "keep"),
            new Field.Option("lower", "lower"));
    assertThat(field(nodes, "settings/flag").options())
        .extracting(Field.Option::label)
        .containsExactly("yes (usual)", "yes", "no");
    assertThat(field(nodes, "settings/secret").kind()).isEqualTo(Field.Kind.SECRET);
    assertThat(field(nodes, "settings/count").label()).isEqualTo("How many");
    assertThat(field(nodes, "settings/count").help()).isEqualTo("At most so many.");
    assertThat(field(nodes, "settings/hosts").kind()).isEqualTo(Field.Kind.LINES);
    assertThat(field(nodes, "settings/limits/day").required()).isTrue();
  }

  @Test
  void what_is_there_is_filled_in_but_a_secret_never() {
    var nodes =
        FORM.nodes(
            json(
                """
                {"mode": "lower", "flag": false, "secret": "s", "count": 3,
                 "hosts": ["a", "b"], "limits": {"day": 9}}"""),
            List.of());
    assertThat(field(nodes, "settings/mode").value()).isEqualTo("lower");
    assertThat(field(nodes, "settings/flag").value()).isEqualTo("false");
    assertThat(field(nodes, "settings/secret").value()).isEmpty();
    assertThat(field(nodes, "settings/count").value()).isEqualTo("3");
    assertThat(field(nodes, "settings/hosts").value()).isEqualTo("a\nb");
    assertThat(field(nodes, "settings/limits/day").value()).isEqualTo("9");
  }

  @Test
  void a_problem_stands_beside_its_field_and_any_other_above_the_form() {
    var problems =
        List.of(
            Problem.at(JsonPointer.parse("/name"), "required", "This member is missing."),
            Problem.at(JsonPointer.parse("/hosts/1"), "pattern", "No host."),
            Problem.at(JsonPointer.ROOT, "odd", "Odd."));
    var nodes = FORM.nodes(JsonObject.EMPTY, problems);
    assertThat(field(nodes, "settings/name").problems())
        .containsExactly("This has to be filled in.");
    assertThat(field(nodes, "settings/hosts").problems()).containsExactly("No host.");
    assertThat(FORM.elsewhere(problems)).containsExactly("Odd.");
  }

  @Test
  void what_was_filled_in_becomes_json_of_the_right_types() {
    var form =
        Form.of(
            "settings/mode", "lower",
            "settings/flag", "false",
            "settings/count", "12",
            "settings/hosts", " a \n\n b",
            "settings/ports", "80\n443",
            "settings/limits/day", "7",
            "settings/name", "  ",
            "else", "x");
    assertThat(FilledIn.read("settings", SCHEMA, form))
        .isEqualTo(
            json(
                """
                {"mode": "lower", "flag": false, "count": 12, "hosts": ["a", "b"],
                 "ports": [80, 443], "limits": {"day": 7}}"""));
  }

  @Test
  void what_is_no_number_stays_as_it_was_typed_for_the_check_to_find() {
    assertThat(FilledIn.read("settings", SCHEMA, Form.of("settings/count", "many")))
        .isEqualTo(json("{\"count\": \"many\"}"));
  }

  @Test
  void a_number_without_end_stays_as_it_was_typed_too() {
    for (var text : new String[] {"1e999999999", "1e-999999999", "9".repeat(19)}) {
      var filled = FilledIn.read("settings", SCHEMA, Form.of("settings/count", text));
      assertThat(filled.string("count")).isEqualTo(text);
      assertThat(field(FORM.nodes(filled, List.of()), "settings/count").value()).isEqualTo(text);
    }
  }
}
