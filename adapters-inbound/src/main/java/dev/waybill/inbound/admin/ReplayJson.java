package dev.waybill.inbound.admin;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.replay.ManageReplays.Wanted;
import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.replay.Survey;
import dev.waybill.domain.replay.Survey.WindowCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Replays as this API writes them. */
final class ReplayJson {
  private ReplayJson() {}

  static JsonObject replay(Replay replay) {
    var json =
        JsonObject.builder()
            .put("id", replay.id().toString())
            .put("connector", replay.connector().toString());
    selection(json, replay.selection());
    return json.put("events_per_second", number(replay.eventsPerSecond()))
        .put("status", replay.status().wire())
        .put("progress", progress(replay))
        .put("created_at", Fields.time(replay.createdAt()))
        .put("ended_at", Fields.time(replay.endedAt()))
        .build();
  }

  private static void selection(JsonObject.Builder json, Selection selection) {
    switch (selection) {
      case Selection.DeadLetters(var codes, var from, var to) ->
          json.put("kind", "dead_letters")
              .put("codes", Fields.list(codes.stream().sorted().toList(), Json::of))
              .put("from", Fields.time(from))
              .put("to", Fields.time(to));
      case Selection.TimeRange(var from, var to, var source) ->
          json.put("kind", "time_range")
              .put("from", Fields.time(from))
              .put("to", Fields.time(to))
              .putNullable("source", source == null ? null : source.toString());
    }
  }

  private static JsonObject progress(Replay replay) {
    var json = JsonObject.builder().put("selected", replay.progress().selected());
    switch (replay.progress()) {
      case Progress.Moves moves ->
          json.put("moved", moves.moved())
              .put("without_payload", moves.withoutPayload())
              .put("remaining", moves.remaining());
      case Progress.Deliveries account ->
          json.put("redelivered", account.redelivered())
              .put("dead", account.dead())
              .put("expired", account.expired())
              .put("filtered", account.filtered())
              .put("remaining", account.remaining())
              .put("unexplained", account.unexplained())
              .put("balanced", account.balanced());
    }
    var perSecond = BigDecimal.valueOf(replay.perSecond()).setScale(1, RoundingMode.HALF_UP);
    return json.put("per_second", Json.of(perSecond))
        .put("estimated_end", Fields.time(replay.estimatedEnd().orElse(null)))
        .build();
  }

  static JsonObject survey(Wanted wanted, Survey survey) {
    var json =
        JsonObject.builder().put("dry_run", true).put("connector", wanted.connector().toString());
    selection(json, wanted.selection());
    json.put("events_per_second", number(wanted.rate()))
        .put("selected", survey.selected())
        .put("still_waiting", survey.stillWaiting())
        .put("without_payload", survey.withoutPayload());
    windows(json, survey.windows());
    return json.put(
            "seconds",
            survey.takes(wanted.rate()).map(Duration::toSeconds).<Json>map(Json::of).orElse(JsonNull.NULL))
        .build();
  }

  private static void windows(JsonObject.Builder json, @Nullable WindowCounts counts) {
    json.put("within_acceptance_window", number(counts == null ? null : counts.withinAcceptance()))
        .put("past_acceptance_window", number(counts == null ? null : counts.pastAcceptance()))
        .put("not_sent", number(counts == null ? null : counts.notSent()))
        .put(
            "past_deduplication_window", number(counts == null ? null : counts.pastDeduplication()));
  }

  private static Json number(@Nullable Number value) {
    return value == null ? JsonNull.NULL : Json.of(value.longValue());
  }
}
