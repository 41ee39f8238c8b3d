package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Confirmation;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.source.SourceId;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connectors as this API writes them. Of a credential it says whether there is one, no more. */
final class ConnectorJson {
  private final ManageConnectors connectors;

  ConnectorJson(ManageConnectors connectors) {
    this.connectors = connectors;
  }

  JsonObject connector(Connector connector) {
    var registration = connector.registration();
    var json =
        JsonObject.builder()
            .put("id", registration.id().toString())
            .put("name", registration.name())
            .put("platform", registration.platform());
    state(connector, json);
    return json.put("missing", JsonArray.ofStrings(connectors.missing(connector)))
        .put("paused", registration.paused())
        .put("draft", configuration(connector.draft()))
        .put("created_at", Fields.time(registration.createdAt()))
        .put("version", registration.version())
        .put("revision", registration.revision())
        .build();
  }

  private static void state(Connector connector, JsonObject.Builder json) {
    switch (connector) {
      case Connector.Unconfigured(_, _, var active, var reasons) ->
          json.put("status", "unconfigured")
              .put("reasons", Fields.list(reasons, ConnectorJson::reason))
              .put("active", configuration(active));
      case Connector.Configured(_, _, var active, var since) ->
          json.put("status", "configured")
              .put("reasons", JsonArray.EMPTY)
              .put("configured_since", Fields.time(since))
              .put("active", configuration(active));
    }
  }

  private static JsonObject reason(Reason reason) {
    return JsonObject.builder()
        .put("code", reason.code())
        .put("message", reason.message())
        .put("since", Fields.time(reason.since()))
        .build();
  }

  static Json configuration(@Nullable Configuration configuration) {
    if (configuration == null) {
      return JsonNull.NULL;
    }
    return JsonObject.builder()
        .put("settings", configuration.settings())
        .put("credential", credential(configuration))
        .put("sources", JsonArray.ofStrings(sources(configuration.sources())))
        .put("start", start(configuration.start()))
        .put("mapping", Fields.orNull(configuration.mapping()))
        .put("mapping_tests", Fields.orNull(configuration.mappingTests()))
        .put("filter", Fields.orNull(configuration.filter()))
        .put("rate", rate(configuration.rate()))
        .put("confirmed", Fields.list(configuration.confirmed(), ConnectorJson::confirmation))
        .build();
  }

  private static Json rate(RateLimit rate) {
    return JsonObject.builder()
        .put("calls_per_second", number(rate.callsPerSecond()))
        .put("events_per_second", number(rate.eventsPerSecond()))
        .build();
  }

  private static Json number(@Nullable Integer value) {
    return value == null ? JsonNull.NULL : new JsonNumber(BigDecimal.valueOf(value));
  }

  private static JsonObject confirmation(Confirmation confirmation) {
    return JsonObject.builder()
        .put("check", confirmation.check())
        .put("by", confirmation.by())
        .put("at", Fields.time(confirmation.at()))
        .build();
  }

  private static JsonObject credential(Configuration configuration) {
    var credential = configuration.credential();
    if (credential == null) {
      return JsonObject.builder().put("set", false).build();
    }
    return JsonObject.builder()
        .put("set", true)
        .put("since", Fields.time(credential.since()))
        .put("expires_at", Fields.time(credential.expiresAt()))
        .put("accounts", JsonArray.ofStrings(credential.accounts()))
        .build();
  }

  private static List<String> sources(Set<SourceId> sources) {
    return sources.stream()
        .sorted(Comparator.comparingInt(SourceId::number))
        .map(SourceId::toString)
        .toList();
  }

  private static String start(LaneStart start) {
    return switch (start) {
      case LaneStart.Now _ -> "now";
      case LaneStart.Earliest _ -> "earliest";
      case LaneStart.At(var time) -> time.toString();
    };
  }
}
