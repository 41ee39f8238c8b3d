package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedMappingsTest {
  private final List<JsonObject> compiled = new ArrayList<>();
  private final MappingCompiler mappings =
      new RememberedMappings(
          (mapping, _) -> {
            compiled.add(mapping);
            return new Compiled.Faulty(List.of());
          });

  private static JsonObject named(int number) {
    return JsonObject.builder().put("name", "mapping " + number).build();
  }

  private Compiled compile(int mapping, int settings) {
    return mappings.compile(named(mapping), named(settings));
  }

  @Test
  void the_same_mapping_for_the_same_settings_is_compiled_once() {
    assertThat(compile(1, 1)).isSameAs(compile(1, 1));
    assertThat(compiled).hasSize(1);
  }

  @Test
  void another_mapping_or_other_settings_are_compiled_for_themselves() {
    compile(1, 1);
    compile(2, 1);
    compile(1, 2);
    assertThat(compiled).containsExactly(named(1), named(2), named(1));
  }

  @Test
  void what_was_not_asked_for_the_longest_time_is_forgotten_first() {
    compile(0, 0);
    for (int i = 1; i <= RememberedMappings.LIMIT; i++) {
      compile(1, 0);
      compile(i, 0);
    }
    compiled.clear();
    compile(1, 0);
    assertThat(compiled).isEmpty();
    compile(0, 0);
    assertThat(compiled).containsExactly(named(0));
  }
}
