package dev.waybill.persistence;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Confirmation;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.source.SourceId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configurations and reasons as the database keeps them; the credential has a column of its own.
 */
final class ConfigurationJson {
  private final JsonCodec codec;

  ConfigurationJson(JsonCodec codec) {
    this.codec = codec;
  }

  @Nullable String write(@Nullable Configuration configuration) {
    if (configuration == null) {
      return null;
    }
    var json =
        JsonObject.builder()
            .put("settings", configuration.settings())
            .put("sources", sources(configuration.sources()))
            .put("start", start(configuration.start()))
            .put("confirmed", list(configuration.confirmed(), ConfigurationJson::confirmation));
    var credential = configuration.credential();
    putUnlessNull(json, "credential", credential == null ? null : told(credential));
    putUnlessNull(json, "mapping", configuration.mapping());
    putUnlessNull(json, "mapping_tests", configuration.mappingTests());
    putUnlessNull(json, "filter", configuration.filter());
    putUnlessNull(json, "rate", rate(configuration.rate()));
    return text(json.build());
  }

  private static @Nullable Json rate(RateLimit rate) {
    if (rate.equals(RateLimit.NONE)) {
      return null;
    }
    var json = JsonObject.builder();
    putUnlessNull(json, "calls_per_second", number(rate.callsPerSecond()));
    putUnlessNull(json, "events_per_second", number(rate.eventsPerSecond()));
    return json.build();
  }

  private static @Nullable Json number(@Nullable Integer value) {
    return value == null ? null : new JsonNumber(BigDecimal.valueOf(value));
  }

  private static RateLimit rate(JsonObject json) {
    return new RateLimit(number(json, "calls_per_second"), number(json, "events_per_second"));
  }

  private static @Nullable Integer number(JsonObject json, String name) {
    return json.get(name) instanceof JsonNumber number ? number.value().intValue() : null;
  }

  private static void putUnlessNull(JsonObject.Builder json, String name, @Nullable Json value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  @Nullable Configuration read(@Nullable String text, byte @Nullable [] credential) {
    if (text == null) {
      return null;
    }
    var json = object(parse(text));
    return new Configuration(
        json.object("settings"),
        credential == null ? null : credential(credential, json.object("credential")),
        sources(json.get("sources")),
        start(Objects.requireNonNull(json.string("start"))),
        json.get("mapping") instanceof JsonObject mapping ? mapping : null,
        json.get("mapping_tests") instanceof JsonArray tests ? tests : null,
        json.get("filter") instanceof JsonObject filter ? filter : null,
        json.get("rate") instanceof JsonObject rate ? rate(rate) : RateLimit.NONE,
        confirmations(json.get("confirmed")));
  }

  String write(List<Reason> reasons) {
    return text(list(reasons, ConfigurationJson::reason));
  }

  List<Reason> readReasons(String text) {
    return parse(text) instanceof JsonArray(var elements)
        ? elements.stream().map(element -> reason(object(element))).toList()
        : List.of();
  }

  private static <T> JsonArray list(List<T> items, Function<T, Json> one) {
    return items.stream().map(one).collect(JsonArray.collector());
  }

  private static Json confirmation(Confirmation confirmation) {
    return JsonObject.builder()
        .put("check", confirmation.check())
        .put("by", confirmation.by())
        .put("at", confirmation.at().toString())
        .build();
  }

  private static List<Confirmation> confirmations(@Nullable Json json) {
    return json instanceof JsonArray(var elements)
        ? elements.stream().map(element -> confirmation(object(element))).toList()
        : List.of();
  }

  private static Confirmation confirmation(JsonObject json) {
    return new Confirmation(
        Objects.requireNonNull(json.string("check")),
        Objects.requireNonNull(json.string("by")),
        Instant.parse(Objects.requireNonNull(json.string("at"))));
  }

  /** What may be told about a credential; its bytes have a column of their own. */
  private static JsonObject told(StoredCredential credential) {
    var json = JsonObject.builder().put("accounts", JsonArray.ofStrings(credential.accounts()));
    putUnlessNull(json, "since", time(credential.since()));
    putUnlessNull(json, "expires_at", time(credential.expiresAt()));
    return json.build();
  }

  private static StoredCredential credential(byte[] sealed, JsonObject told) {
    return new StoredCredential(
        new SealedCredential(sealed),
        time(told.string("since")),
        time(told.string("expires_at")),
        List.copyOf(texts(told.get("accounts"))));
  }

  private static @Nullable Json time(@Nullable Instant time) {
    return time == null ? null : Json.of(time.toString());
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static Json reason(Reason reason) {
    return JsonObject.builder()
        .put("code", reason.code())
        .put("message", reason.message())
        .put("since", reason.since().toString())
        .build();
  }

  private static Reason reason(JsonObject json) {
    return new Reason(
        Objects.requireNonNull(json.string("code")),
        Objects.requireNonNull(json.string("message")),
        Instant.parse(Objects.requireNonNull(json.string("since"))));
  }

  private static JsonArray sources(Set<SourceId> sources) {
    return sources.stream()
        .map(SourceId::number)
        .sorted()
        .map(number -> (Json) Json.of(number))
        .collect(JsonArray.collector());
  }

  private static Set<SourceId> sources(@Nullable Json json) {
    var sources = new LinkedHashSet<SourceId>();
    if (json instanceof JsonArray(var elements)) {
      for (var element : elements) {
        if (element instanceof JsonNumber(var number)) {
          sources.add(new SourceId(number.intValueExact()));
        }
      }
    }
    return sources;
  }

  private static Set<String> texts(@Nullable Json json) {
    var texts = new LinkedHashSet<String>();
    if (json instanceof JsonArray(var elements)) {
      for (var element : elements) {
        if (element instanceof JsonString(var text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static String start(LaneStart start) {
    return switch (start) {
      case LaneStart.Now() -> "now";
      case LaneStart.Earliest() -> "earliest";
      case LaneStart.At(var time) -> time.toString();
    };
  }

  private static LaneStart start(String text) {
    return switch (text) {
      case "now" -> new LaneStart.Now();
      case "earliest" -> new LaneStart.Earliest();
      default -> new LaneStart.At(Instant.parse(text));
    };
  }

  private String text(Json json) {
    return new String(codec.write(json), StandardCharsets.UTF_8);
  }

  private Json parse(String text) {
    return codec
        .read(text.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalStateException("a JSON column holds no JSON"));
  }

  private static JsonObject object(Json json) {
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new IllegalStateException("a JSON column: wanted an object, got " + json.kind());
  }
}
