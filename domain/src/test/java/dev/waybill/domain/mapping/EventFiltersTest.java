package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFiltersTest {
  private static final String EVENT =
      "{\"event\": \"Purchase\", \"properties\": {\"value\": 1.50, \"currency\": null}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; true",
        "{\"path\": \"/event\", \"in\": [\"Lead\", \"Purchase\"]}; true",
        "{\"path\": \"/event\", \"in\": [\"purchase\"]}; false",
        "{\"path\": \"/properties/value\", \"in\": [1.5]}; true",
        "{\"path\": \"/properties/value\", \"in\": [\"1.5\"]}; false",
        "{\"path\": \"/none\", \"in\": [\"x\"]}; false",
        "{\"path\": [\"/none\", \"/event\"], \"in\": [\"Purchase\"]}; true",
        "{\"path\": \"/event\", \"exists\": true}; true",
        "{\"path\": \"/properties/currency\", \"exists\": true}; false",
        "{\"path\": \"/properties/currency\", \"exists\": false}; true",
        "{\"not\": {\"path\": \"/event\", \"exists\": true}}; false",
        "{\"all\": [{\"path\": \"/event\", \"exists\": true}, {\"path\": \"/x\", \"exists\": true}]}; false",
        "{\"any\": [{\"path\": \"/event\", \"exists\": true}, {\"path\": \"/x\", \"exists\": true}]}; true",
        "{\"any\": [{\"path\": \"/y\", \"exists\": true}, {\"path\": \"/x\", \"exists\": true}]}; false"
      })
  void an_event_is_wanted_if_the_condition_holds(String filter, boolean wanted) {
    var compiled = (EventFilters.Compiled.Ready) EventFilters.compile(JsonText.object(filter));
    assertThat(compiled.filter().wants(JsonText.object(EVENT))).isEqualTo(wanted);
  }

  @Test
  void mistakes_in_a_filter_are_told_with_their_places() {
    var filter =
        JsonText.object("{\"all\": [{\"path\": \"event\", \"in\": [1], \"x\": 1}, {\"none\": 1}]}");
    var faulty = (EventFilters.Compiled.Faulty) EventFilters.compile(filter);
    assertThat(Mappings.told(faulty.problems()))
        .containsExactly("/all/0/path bad_pointer", "/all/0/x unknown_member", "/all/1 required");
  }
}
