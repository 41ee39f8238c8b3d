package dev.waybill.domain.destination;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ServiceLoader;

/**
 * JSON documents a destination carries in its jar beside its classes: its schemas, its starting
 * mapping. They are read before anybody lends it a codec, so the codec is found as a service.
 */
public final class BundledJson {
  private BundledJson() {}

  /**
   * Reads a JSON object from a resource in the package of that class.
   *
   * @throws IllegalStateException when it is missing or no JSON object
   */
  public static JsonObject object(Class<?> beside, String name) {
    if (read(beside, name) instanceof JsonObject object) {
      return object;
    }
    throw new IllegalStateException(name + ": wanted a JSON object");
  }

  /**
   * Reads a JSON array from a resource in the package of that class.
   *
   * @throws IllegalStateException when it is missing or no JSON array
   */
  public static JsonArray array(Class<?> beside, String name) {
    if (read(beside, name) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalStateException(name + ": wanted a JSON array");
  }

  private static Json read(Class<?> beside, String name) {
    try (var resource = beside.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + ": not found beside " + beside.getName());
      }
      return codec()
          .read(resource.readAllBytes())
          .orElseThrow(() -> new IllegalStateException(name + ": wanted well-formed JSON"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonCodec codec() {
    return ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no JSON codec is registered as a service"));
  }
}
