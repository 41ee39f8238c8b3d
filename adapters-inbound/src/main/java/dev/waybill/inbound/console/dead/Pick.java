package dev.waybill.inbound.console.dead;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.ManageReplays.Wanted;
import dev.waybill.domain.replay.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reasons that were selected of one connector. */
record Pick(ConnectorId connector, Set<String> codes) {
  Pick {
    codes = Set.copyOf(codes);
  }

  /** What a box is worth: the connector and the code. */
  static String value(ConnectorId connector, String code) {
    return connector + "|" + code;
  }

  /** One for each connector; what is no value of a box is left out. */
  static List<Pick> of(List<String> values) {
    var codes = new LinkedHashMap<ConnectorId, Set<String>>();
    for (var value : values) {
      int bar = value.indexOf('|');
      if (bar > 0 && bar < value.length() - 1) {
        ConnectorId.parse(value.substring(0, bar))
            .ifPresent(
                id ->
                    codes.computeIfAbsent(id, _ -> new TreeSet<>()).add(value.substring(bar + 1)));
      }
    }
    var picks = new ArrayList<Pick>();
    codes.forEach((id, some) -> picks.add(new Pick(id, some)));
    return picks;
  }

  List<String> values() {
    return codes.stream().sorted().map(code -> value(connector, code)).toList();
  }

  Wanted wanted() {
    return new Wanted(connector, new Selection.DeadLetters(codes, null, null), null);
  }
}
