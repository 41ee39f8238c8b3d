package dev.waybill.destination.tck;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A platform small enough to see through. */
public final class ToyProvider implements DestinationProvider {
  static final int MOST = 20;
  private static final JsonObject EVENT = object("id", Json.of("e-1"));

  private final Flaw flaw;
  private int asked;

  public ToyProvider() {
    this(Flaw.NONE);
  }

  ToyProvider(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public PlatformSpec spec() {
    asked++;
    return new PlatformSpec(
        "toy",
        "Toy",
        flaw == Flaw.CHANGES_ITS_SPEC ? "Asked " + asked + " times." : "Takes ids and says ok.",
        List.of("Add"),
        schema("url", flaw == Flaw.LEAVES_A_SCHEMA_OPEN),
        schema(flaw == Flaw.FORBIDS_ITS_OWN_CREDENTIAL ? "key" : "token", false),
        Map.of(),
        new PlatformSpec.Limits(MOST, 100_000, Duration.ZERO),
        payloadSchema(),
        List.of(
            start("canonical", mapping("path"), EVENT),
            start(
                "further",
                mapping(flaw == Flaw.HAS_A_MAPPING_THAT_DOES_NOT_COMPILE ? "paths" : "path"),
                flaw == Flaw.HAS_A_MAPPING_THAT_FAILS_ITS_TEST
                    ? object("id", Json.of("e-2"))
                    : EVENT)),
        List.of());
  }

  @Override
  public List<Problem> check(JsonObject settings) {
    return flaw == Flaw.FINDS_FAULT_WITH_GOOD_SETTINGS
        ? List.of(Problem.at(JsonPointer.ROOT.at("url"), "dislike", "Wanted another URL."))
        : List.of();
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    return new ToyDestination(flaw, configuration, context);
  }

  @Override
  public PayloadReview review() {
    return new ToyReview(flaw);
  }

  private StartingMapping start(String name, JsonObject mapping, JsonObject expected) {
    var test =
        JsonObject.builder()
            .put("name", "an event travels as it is")
            .put("event", EVENT)
            .put("expect", object("payload", expected))
            .build();
    boolean untested = flaw == Flaw.HAS_A_MAPPING_WITHOUT_TESTS && name.equals("further");
    return new StartingMapping(
        name, "Any event", mapping, untested ? JsonArray.EMPTY : JsonArray.of(test));
  }

  private static JsonObject mapping(String rule) {
    return object("fields", object("", object(rule, Json.of(""))));
  }

  private JsonObject payloadSchema() {
    var required = flaw == Flaw.HAS_A_MAPPING_AGAINST_ITS_SCHEMA ? "colour" : "id";
    return JsonObject.builder()
        .put("type", "object")
        .put("required", JsonArray.ofStrings(List.of(required)))
        .build();
  }

  private static JsonObject schema(String property, boolean open) {
    return JsonObject.builder()
        .put("type", "object")
        .put("additionalProperties", open)
        .put("properties", object(property, object("type", Json.of("string"))))
        .build();
  }

  private static JsonObject object(String name, Json value) {
    return JsonObject.builder().put(name, value).build();
  }
}
