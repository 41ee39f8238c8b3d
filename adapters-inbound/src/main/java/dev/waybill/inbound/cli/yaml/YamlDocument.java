package dev.waybill.inbound.cli.yaml;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import java.util.Map;

/** A file of YAML 1.2, or of JSON, which is YAML too. */
public record YamlDocument(String name, Json root, Map<JsonPointer, Integer> lines) {
  public YamlDocument {
    lines = Map.copyOf(lines);
  }

  /**
   * @param name how the file is called in messages
   * @throws YamlFaultException when it cannot be read
   */
  public static YamlDocument read(String name, byte[] utf8) {
    return new YamlReader(name).read(utf8);
  }

  /** Where that place is, or the nearest one around it that is there: {@code name:12}. */
  public String place(JsonPointer pointer) {
    var tokens = pointer.tokens();
    for (int size = tokens.size(); size >= 0; size--) {
      var line = lines.get(new JsonPointer(tokens.subList(0, size)));
      if (line != null) {
        return name + ":" + line;
      }
    }
    return name;
  }
}
