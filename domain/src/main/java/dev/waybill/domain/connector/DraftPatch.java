package dev.waybill.domain.connector;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a change of a draft, finding every mistake at once. One use, one thread. */
final class DraftPatch {
  private static final Set<String> MEMBERS =
      Set.of(
          "settings",
          "credential",
          "sources",
          "start",
          "mapping",
          "mapping_tests",
          "filter",
          "rate");

  private static final List<String> RATES = List.of("calls_per_second", "events_per_second");
  private static final BigDecimal MOST_PER_SECOND = BigDecimal.valueOf(1_000_000);

  private final List<Problem> problems = new ArrayList<>();
  private final DestinationProvider provider;
  private final Platforms platforms;
  private final CredentialVault vault;
  private final SourceReferences sources;
  private final InstantSource clock;

  DraftPatch(
      DestinationProvider provider,
      Platforms platforms,
      CredentialVault vault,
      SourceReferences sources,
      InstantSource clock) {
    this.provider = provider;
    this.platforms = platforms;
    this.vault = vault;
    this.sources = sources;
    this.clock = clock;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The draft afterwards; only to be used when there are no {@link #problems}. */
  Configuration apply(JsonObject patch, Configuration old, String owner) {
    for (var name : patch.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        report(name, "unknown_member", "A draft has " + String.join(", ", sorted()) + ".");
      }
    }
    var settings = patch.get("settings");
    var credential = patch.get("credential");
    var subscribed = patch.get("sources");
    var start = patch.get("start");
    return new Configuration(
        settings == null ? old.settings() : settings(settings),
        credential == null ? old.credential() : credential(credential, owner),
        subscribed == null ? old.sources() : sources(subscribed),
        start == null ? old.start() : start(start),
        patch.get("mapping") == null ? old.mapping() : object(patch, "mapping"),
        patch.get("mapping_tests") == null ? old.mappingTests() : array(patch, "mapping_tests"),
        patch.get("filter") == null ? old.filter() : object(patch, "filter"),
        patch.get("rate") == null ? old.rate() : rate(patch),
        // What was vouched for was vouched for as it stood then.
        List.of());
  }

  private static List<String> sorted() {
    return MEMBERS.stream().sorted().toList();
  }

  private Set<SourceId> sources(Json given) {
    return given instanceof JsonNull ? Set.of() : sources.read(given, problems);
  }

  private JsonObject settings(Json given) {
    if (given instanceof JsonNull) {
      return JsonObject.EMPTY;
    }
    if (!(given instanceof JsonObject settings)) {
      wrongType("settings", "an object", given);
      return JsonObject.EMPTY;
    }
    addAll("settings", platforms.check(provider, settings));
    return settings;
  }

  private @Nullable StoredCredential credential(Json given, String owner) {
    if (given instanceof JsonNull) {
      return null;
    }
    if (!(given instanceof JsonObject credential)) {
      wrongType("credential", "an object", given);
      return null;
    }
    var found = platforms.checkCredential(provider, credential);
    addAll("credential", found);
    return found.isEmpty()
        ? StoredCredential.given(vault.seal(secrets(credential), owner), clock.instant())
        : null;
  }

  private static Credential secrets(JsonObject credential) {
    var secrets = new LinkedHashMap<String, Secret>();
    credential
        .members()
        .forEach(
            (name, value) -> {
              var text = value.text();
              if (text != null) {
                secrets.put(name, new Secret(text));
              }
            });
    return new Credential(secrets);
  }

  private LaneStart start(Json given) {
    var text = given.text();
    if (given instanceof JsonNull || "now".equals(text)) {
      return new LaneStart.Now();
    }
    if ("earliest".equals(text)) {
      return new LaneStart.Earliest();
    }
    var time = text == null ? null : time(text);
    if (time == null) {
      report("start", "bad_start", "Wanted now, earliest or an ISO 8601 time with offset or Z.");
      return new LaneStart.Now();
    }
    return new LaneStart.At(time);
  }

  private static @Nullable Instant time(String text) {
    try {
      var time = OffsetDateTime.parse(text);
      // No store can hold all the years that Java can.
      return time.getYear() < 1970 || time.getYear() > 9999 ? null : time.toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private RateLimit rate(JsonObject patch) {
    var given = object(patch, "rate");
    if (given == null) {
      return RateLimit.NONE;
    }
    for (var name : given.members().keySet()) {
      if (!RATES.contains(name)) {
        reportRate(name, "unknown_member", "A rate has " + String.join(", ", RATES) + ".");
      }
    }
    return new RateLimit(perSecond(given, RATES.getFirst()), perSecond(given, RATES.getLast()));
  }

  private @Nullable Integer perSecond(JsonObject rate, String name) {
    return switch (rate.get(name)) {
      case null -> null;
      case JsonNull _ -> null;
      case JsonNumber number when isCount(number) -> number.value().intValue();
      case Json _ -> {
        reportRate(name, "bad_rate", "Wanted a whole number from 1 to 1000000, or null.");
        yield null;
      }
    };
  }

  private static boolean isCount(JsonNumber number) {
    var value = number.value();
    return value.signum() > 0
        && value.compareTo(MOST_PER_SECOND) <= 0
        && value.stripTrailingZeros().scale() <= 0;
  }

  private void reportRate(String name, String code, String message) {
    problems.add(Problem.at(JsonPointer.ROOT.at("rate").at(name), code, message));
  }

  private @Nullable JsonObject object(JsonObject patch, String name) {
    var given = patch.get(name);
    if (given instanceof JsonObject object) {
      return object;
    }
    if (given != null && !(given instanceof JsonNull)) {
      wrongType(name, "an object", given);
    }
    return null;
  }

  private @Nullable JsonArray array(JsonObject patch, String name) {
    var given = patch.get(name);
    if (given instanceof JsonArray array) {
      return array;
    }
    if (given != null && !(given instanceof JsonNull)) {
      wrongType(name, "an array", given);
    }
    return null;
  }

  private void addAll(String member, List<Problem> found) {
    for (var problem : found) {
      var pointer = JsonPointer.ROOT.at(member);
      for (var token : problem.pointer().tokens()) {
        pointer = pointer.at(token);
      }
      problems.add(Problem.at(pointer, problem.code(), problem.message()));
    }
  }

  private void wrongType(String member, String wanted, Json got) {
    report(member, "wrong_type", "Wanted " + wanted + " or null, got " + got.kind() + ".");
  }

  private void report(String member, String code, String message) {
    problems.add(Problem.at(JsonPointer.ROOT.at(member), code, message));
  }
}
