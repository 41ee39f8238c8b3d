package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiler that compiles the same mapping for the same settings once, and remembers what came of
 * it, the last {@value #LIMIT} of them. A look at what became of an event compiles the mapping of
 * every connector it went to.
 */
public final class RememberedMappings implements MappingCompiler {
  static final int LIMIT = 128;

  private final MappingCompiler compiler;
  private final Map<Written, Compiled> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Written, Compiled> eldest) {
          return size() > LIMIT;
        }
      };

  private record Written(JsonObject mapping, JsonObject settings) {}

  public RememberedMappings(MappingCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Compiled compile(JsonObject mapping, JsonObject settings) {
    var written = new Written(mapping, settings);
    var remembered = recall(written);
    if (remembered != null) {
      return remembered;
    }
    var compiled = compiler.compile(mapping, settings);
    remember(written, compiled);
    return compiled;
  }

  private synchronized @Nullable Compiled recall(Written written) {
    return known.get(written);
  }

  private synchronized void remember(Written written, Compiled compiled) {
    known.put(written, compiled);
  }
}
