package dev.waybill.domain.connector;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.Sources;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code sources} of a request: ids or names of open sources. */
final class SourceReferences {
  private static final JsonPointer HERE = JsonPointer.ROOT.at("sources");

  private final Sources sources;

  SourceReferences(Sources sources) {
    this.sources = sources;
  }

  Set<SourceId> defaults() {
    var known = open();
    var found = known.get("default");
    return found == null ? Set.of() : Set.of(found);
  }

  Set<SourceId> read(Json given, List<Problem> problems) {
    if (!(given instanceof JsonArray(var elements)) || elements.isEmpty()) {
      problems.add(
          Problem.at(HERE, "wrong_type", "Wanted an array of at least one source id or name."));
      return Set.of();
    }
    var known = open();
    var found = new LinkedHashSet<SourceId>();
    for (int i = 0; i < elements.size(); i++) {
      var reference = elements.get(i).text();
      var id = reference == null ? null : known.get(reference);
      if (id == null) {
        problems.add(
            Problem.at(
                HERE.at(i), "unknown_source", "There is no open source with that id or name."));
      } else {
        found.add(id);
      }
    }
    return found;
  }

  private Map<String, SourceId> open() {
    var known = new HashMap<String, SourceId>();
    var open = sources.all().stream().filter(source -> source.closedAt() == null).toList();
    open.forEach(source -> known.put(source.name(), source.id()));
    // Ids come last: a source that calls itself src_7 must not stand in for the seventh.
    open.forEach(source -> known.put(source.id().toString(), source.id()));
    return known;
  }
}
