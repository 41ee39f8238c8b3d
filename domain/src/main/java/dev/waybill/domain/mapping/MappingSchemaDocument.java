package dev.waybill.domain.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The mapping language as JSON Schema (2020-12), for those who write mappings. */
public final class MappingSchemaDocument {
  private MappingSchemaDocument() {}

  /** The document as UTF-8 JSON. */
  public static byte[] bytes() {
    try (var resource = MappingSchemaDocument.class.getResourceAsStream("mapping-schema.json")) {
      if (resource == null) {
        throw new IllegalStateException("mapping-schema.json is not on the class path");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
