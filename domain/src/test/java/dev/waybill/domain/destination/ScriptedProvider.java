package dev.waybill.domain.destination;

import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A platform whose probe and whose faults are set by the test. One thread at a time. */
public final class ScriptedProvider implements DestinationProvider {
  public static final String TYPE = "scripted";
  public static final Probe GOOD = probe("token", Probe.Result.PASSED);

  private JsonArray startingTests =
      JsonText.array(
          """
          [{"name": "view", "event": {"event": "View"},
            "expect": {"payload": {"name": "View"}}}]\
          """);
  private JsonObject payloadSchema = JsonObject.EMPTY;
  private PayloadReview review = PayloadReview.NONE;
  private Supplier<Probe> probe = () -> GOOD;
  private @Nullable DestinationConfiguration opened;
  private boolean closed;
  private @Nullable Authorization authorization;

  public static Probe probe(String check, Probe.Result result) {
    return new Probe(List.of(new Probe.Finding(check, result, "Seen.")));
  }

  public void probes(Supplier<Probe> next) {
    probe = next;
  }

  public void startingTests(String tests) {
    startingTests = JsonText.array(tests);
  }

  public void authorizes(@Nullable Authorization by) {
    authorization = by;
  }

  @Override
  public Optional<Authorization> authorization() {
    return Optional.ofNullable(authorization);
  }

  public void payloads(JsonObject schema, PayloadReview reviewed) {
    payloadSchema = schema;
    review = reviewed;
  }

  @Override
  public PayloadReview review() {
    return review;
  }

  /** What the last destination was opened with. */
  public @Nullable DestinationConfiguration opened() {
    return opened;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public PlatformSpec spec() {
    return new PlatformSpec(
        TYPE,
        "Scripted",
        "For tests.",
        List.of("Add"),
        JsonText.object("{\"required\": [\"pixel\"]}"),
        JsonText.object("{\"required\": [\"access_token\"]}"),
        Map.of(),
        new Limits(3, 1 << 20, Duration.ZERO),
        payloadSchema,
        List.of(
            new PlatformSpec.StartingMapping(
                "canonical",
                "Any event",
                JsonText.object("{\"fields\": {\"/name\": {\"path\": \"/event\"}}}"),
                startingTests)),
        List.of());
  }

  @Override
  public List<Problem> check(JsonObject settings) {
    return switch (String.valueOf(settings.string("pixel"))) {
      case "odd" ->
          List.of(Problem.at(JsonPointer.ROOT.at("pixel"), "odd_pixel", "Wanted an even one."));
      case "throws" -> throw new IllegalStateException("s3cret");
      default -> List.of();
    };
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    opened = configuration;
    closed = false;
    return new ScriptedDestination() {
      @Override
      public boolean accepts(EventSource source) {
        return source != EventSource.CRM;
      }

      @Override
      public Optional<OutboundRequest> preview(OutboundEvent event) {
        var uri = URI.create("https://platform.example/events");
        return Optional.of(
            new OutboundRequest("POST", uri, Map.of("Access-Token", "***"), event.payload()));
      }

      @Override
      public Probe probe() {
        return probe.get();
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
