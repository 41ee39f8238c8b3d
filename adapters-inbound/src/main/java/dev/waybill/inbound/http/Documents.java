package dev.waybill.inbound.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the API says about itself; open to everybody. */
public final class Documents implements Endpoints {
  private static final String SCHEMA = "application/schema+json";

  private final byte[] eventSchema;
  private final byte[] mappingSchema;
  private final byte[] openApi;

  /**
   * @param eventSchema the canonical event as JSON Schema, UTF-8
   * @param mappingSchema the mapping language as JSON Schema, UTF-8
   */
  public Documents(byte[] eventSchema, byte[] mappingSchema) {
    this.eventSchema = eventSchema.clone();
    this.mappingSchema = mappingSchema.clone();
    this.openApi = read("openapi.json");
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", _ -> Reply.bytes("application/json", openApi)),
        Route.get("/v1/event-schema", _ -> Reply.bytes(SCHEMA, eventSchema)),
        Route.get("/v1/mapping-schema", _ -> Reply.bytes(SCHEMA, mappingSchema)));
  }

  private static byte[] read(String name) {
    try (var in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
