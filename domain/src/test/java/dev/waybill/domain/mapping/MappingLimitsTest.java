package dev.waybill.domain.mapping;

import static dev.waybill.domain.mapping.Mappings.apply;
import static dev.waybill.domain.mapping.Mappings.mapped;
import static dev.waybill.domain.mapping.Mappings.mistakes;
import static dev.waybill.domain.mapping.Mappings.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody can make a mapping that fills the memory or does not end. */
class MappingLimitsTest {
  @Test
  void a_big_value_may_travel_once_but_not_a_hundred_times() {
    var event = "{\"big\": {\"text\": \"" + "x".repeat(60_000) + "\"}}";
    assertThat(mapped(copies(1), event).payload().members()).hasSize(1);
    assertThat(tooLarge(copies(100), event)).isTrue();
  }

  @Test
  void a_long_list_cannot_multiply_a_constant_or_an_entry_of_a_table() {
    var event =
        IntStream.range(0, 30_000).mapToObj(_ -> "1").collect(Collectors.joining(",", "[", "]"));
    var constant = "{\"/l\": {\"each\": \"/l\", \"fields\": {\"/c\": {\"constant\": \"%s\"}}}}";
    var table =
        "{\"/l\": {\"each\": \"/l\", \"fields\": {\"/c\": {\"path\": \"\", \"convert\":"
            + " [\"text\"]}, \"/t\": {\"path\": \"\", \"table\": {\"a\": 1}, \"otherwise\":"
            + " {\"constant\": \"%s\"}}}}}";
    for (var fields : new String[] {constant, table}) {
      assertThat(tooLarge(fields.formatted("c".repeat(1_000)), "{\"l\": " + event + "}")).isTrue();
    }
  }

  @Test
  void conditions_cost_what_they_are_made_of() {
    var part = "{\"path\": \"/x\", \"exists\": false}";
    var all = "{\"all\": [" + (part + ",").repeat(190) + part + "]}";
    var fields =
        "{\"/l\": {\"each\": \"/l\", \"fields\": {\"/c\": {\"constant\": 1, \"when\": "
            + all
            + "}}}}";
    var event = "{\"l\": [" + "1,".repeat(9_999) + "1]}";
    assertThat(tooLarge(fields, event)).isTrue();
  }

  @Test
  void a_template_makes_no_text_without_end() {
    var fields = "{\"/t\": {\"template\": \"{/x}{/x}{/x}\"}}";
    var mapped = mapped(fields, "{\"x\": \"" + "x".repeat(4_000) + "\"}");
    assertThat(mapped.payload().members()).isEmpty();
    assertThat(told(mapped.notes())).containsExactly("/t too_long");
  }

  @Test
  void a_mapping_itself_has_largest_sizes() {
    var part = "{\"path\": \"/x\", \"exists\": true}";
    assertThat(
            rule(
                "{\"constant\": 1, \"when\": {\"any\": ["
                    + (part + ",").repeat(200)
                    + part
                    + "]}}"))
        .containsExactly("/fields/~1v/when/any/199 limit");
    assertThat(rule("{\"path\": \"/x\", \"table\": {" + entries(5_001) + "}}"))
        .containsExactly("/fields/~1v/table limit");
    assertThat(rule("{\"template\": \"" + "{/x}".repeat(21) + "\"}"))
        .containsExactly("/fields/~1v/template limit");
    assertThat(rule("{\"template\": \"{/x}" + "x".repeat(1_000) + "\"}"))
        .containsExactly("/fields/~1v/template limit");
    assertThat(rule("{\"first\": [" + "{\"constant\": 1},".repeat(20) + "{\"constant\": 1}]}"))
        .containsExactly("/fields/~1v/first limit");
    assertThat(
            rule(
                "{\"path\": \"/x\", \"when\": {\"path\": \"/x\", \"in\": ["
                    + "1,".repeat(1_000)
                    + "1]}}"))
        .containsExactly("/fields/~1v/when/in limit");
  }

  private static List<String> rule(String rule) {
    return mistakes("{\"fields\": {\"/v\": " + rule + "}}");
  }

  private static boolean tooLarge(String fields, String event) {
    return apply(fields, event) instanceof Mapping.Outcome.Unmappable(var problems)
        && problems.size() == 1
        && problems.getFirst().code().equals("too_large");
  }

  private static String copies(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"/c" + i + "\": {\"path\": \"/big\"}")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"e" + i + "\": 1")
        .collect(Collectors.joining(","));
  }
}
