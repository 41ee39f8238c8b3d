package dev.waybill.destination.tck;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A platform small enough to see through. */
public final class ToyProvider implements DestinationProvider {
  private static final PlatformSpec SPEC =
      new PlatformSpec(
          "toy",
          "Toy",
          "Takes ids and says ok.",
          List.of("Add"),
          schema("url"),
          schema("token"),
          Map.of(),
          new PlatformSpec.Limits(20, 100_000, Duration.ZERO),
          JsonObject.EMPTY,
          List.of(
              new PlatformSpec.StartingMapping(
                  "canonical",
                  "Any event",
                  object("fields", object("", object("path", Json.of("")))),
                  JsonArray.of(mappingTest()))),
          List.of());

  private final Flaw flaw;

  public ToyProvider() {
    this(Flaw.NONE);
  }

  ToyProvider(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public PlatformSpec spec() {
    return SPEC;
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    return new ToyDestination(flaw, configuration, context);
  }

  private static JsonObject mappingTest() {
    var event = object("event_id", Json.of("e-1"));
    return JsonObject.builder()
        .put("name", "an event travels as it is")
        .put("event", event)
        .put("expect", object("payload", event))
        .build();
  }

  private static JsonObject schema(String property) {
    return JsonObject.builder()
        .put("type", "object")
        .put("additionalProperties", false)
        .put("properties", object(property, object("type", Json.of("string"))))
        .build();
  }

  private static JsonObject object(String name, Json value) {
    return JsonObject.builder().put(name, value).build();
  }
}
