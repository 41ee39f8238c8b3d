package dev.waybill.inbound.console.editor;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.inbound.console.piece.PrettyJson;
import org.jspecify.annotations.Nullable;

/**
 * The rules and tests that a connector has, as the texts that the editor begins with.
 *
 * @param tests empty for none
 */
record Stored(long version, String rules, String tests) {
  /**
   * @param base the starting mapping that rules of one's own begin on
   */
  static Stored of(Connector connector, String base, PrettyJson pretty) {
    var configuration = shown(connector);
    var mapping = configuration == null ? null : configuration.mapping();
    var tests = configuration == null ? null : configuration.mappingTests();
    return new Stored(
        connector.registration().version(),
        mapping == null
            ? "{\n  \"base\": \"" + base + "\",\n  \"fields\": {\n  }\n}"
            : pretty.write(mapping),
        tests == null ? "" : pretty.write(tests));
  }

  private static @Nullable Configuration shown(Connector connector) {
    var draft = connector.draft();
    return draft == null ? connector.active() : draft;
  }

  Seen seen(JsonCodec codec) {
    return new Seen(version, Seen.digest(rules, codec), Seen.digest(tests, codec));
  }
}
