package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A platform that only says what it is. */
public final class FakePlatform implements DestinationProvider {

  @Override
  public PlatformSpec spec() {
    return new PlatformSpec(
        "mailbox",
        "Mailbox",
        "Keeps what it gets.",
        List.of("Add"),
        (JsonObject)
            new JacksonCodec()
                .read(
                    "{\"type\":\"object\",\"required\":[\"url\"],\"additionalProperties\":false,\"properties\":{\"url\":{\"type\":\"string\"}}}"
                        .getBytes(UTF_8))
                .orElseThrow(),
        JsonObject.EMPTY,
        Map.of(),
        new PlatformSpec.Limits(100, 1_000_000, Duration.ofDays(2)),
        JsonObject.EMPTY,
        List.of(
            new PlatformSpec.StartingMapping(
                "canonical", "Any event", JsonObject.EMPTY, JsonArray.EMPTY)),
        List.of("Purchase"));
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    throw new UnsupportedOperationException("the API opens no destination");
  }
}
