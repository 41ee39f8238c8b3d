package dev.waybill.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonSchemas;
import dev.waybill.domain.json.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link JsonSchemas} by the networknt validator. Formats are asserted; schemas are never fetched,
 * and one that refers to another document throws.
 */
public final class NetworkntSchemas implements JsonSchemas {
  private static final int MAX_COMPILED = 256;

  private final SchemaRegistryConfig config =
      SchemaRegistryConfig.builder()
          .locale(Locale.ROOT)
          .formatAssertionsEnabled(true)
          .cacheRefs(true)
          .build();
  private final Map<JsonObject, Schema> compiled = new ConcurrentHashMap<>();

  @Override
  public List<Problem> check(JsonObject schema, Json value) {
    return compiled(schema).validate(JacksonTrees.of(value)).stream()
        .map(NetworkntSchemas::problem)
        .distinct()
        .toList();
  }

  private Schema compiled(JsonObject schema) {
    if (compiled.size() > MAX_COMPILED) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(schema, this::compile);
  }

  // A registry for each schema: two schemas with the same $id must not answer for each other.
  private Schema compile(JsonObject schema) {
    return SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            registry ->
                registry
                    .schemaRegistryConfig(config)
                    .schemaLoader(loader -> loader.block(_ -> true).fetchRemoteResources(false)))
        .getSchema(JacksonTrees.of(schema));
  }

  private static Problem problem(Error error) {
    var at = JsonPointer.parse(error.getInstanceLocation().toString());
    var member = error.getProperty();
    return SchemaProblems.problem(
        error.getKeyword(), member == null ? at : at.at(member), error.getSchemaNode());
  }
}
