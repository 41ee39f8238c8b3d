package dev.waybill.domain.event;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The canonical event as JSON Schema (2020-12), for senders. */
public final class EventSchemaDocument {
  private EventSchemaDocument() {}

  /** The document as UTF-8 JSON. */
  public static byte[] bytes() {
    try (var resource = EventSchemaDocument.class.getResourceAsStream("event-schema.json")) {
      if (resource == null) {
        throw new IllegalStateException("event-schema.json is not on the class path");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
