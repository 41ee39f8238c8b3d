package dev.waybill.inbound.console.story;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.reason.Advice;
import dev.waybill.domain.reason.ReadDeadLetters.Group;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Reasons;
import dev.waybill.inbound.console.piece.Repair;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an event and why, in words: what happened, since when, and what to do. */
final class Verdicts {
  private final Circumstances circumstances;
  private final Instant now;

  Verdicts(Circumstances circumstances, Instant now) {
    this.circumstances = circumstances;
    this.now = now;
  }

  static Badge badge(Verdict verdict) {
    return switch (verdict) {
      case DELIVERED -> new Badge(Tone.GOOD, "delivered");
      case RETRYING -> new Badge(Tone.WARN, "retrying");
      case DEAD -> new Badge(Tone.BAD, "dead");
      case EXPIRED -> new Badge(Tone.BAD, "expired");
      case FILTERED -> new Badge(Tone.PLAIN, "filtered");
      case WAITING -> new Badge(Tone.BUSY, "waiting");
    };
  }

  String sentence(Chapter chapter) {
    var fate = chapter.fate();
    var at = fate.at();
    var when = at == null ? "" : " " + Figures.from(now, at);
    var attempts = Figures.counted(fate.attempts(), "attempt");
    var name = chapter.connectorName();
    return switch (fate.verdict()) {
      case DELIVERED -> name + " took it" + when + ", after " + attempts + ".";
      case RETRYING -> "It was not taken yet, after " + attempts + ". " + next(fate);
      case DEAD -> "It was given up on" + when + ", after " + attempts + ".";
      case EXPIRED -> "It became too old to count" + when + ", after " + attempts + ".";
      case FILTERED -> "The connector did not want it; it was put aside" + when + ".";
      case WAITING -> "It waits for its turn; nothing was sent yet.";
    };
  }

  private String next(Fate fate) {
    var next = fate.nextAttempt();
    return next == null ? "" : "The next attempt is " + Figures.from(now, next) + ".";
  }

  /** Null for what was delivered. */
  @Nullable ReasonBlock reason(Chapter chapter) {
    return switch (chapter.fate().verdict()) {
      case DELIVERED -> null;
      case RETRYING -> retrying(chapter);
      case DEAD -> dead(chapter);
      case EXPIRED -> expired(chapter);
      case FILTERED ->
          block(
              Tone.PLAIN,
              chapter,
              "filtered",
              "The connector's filter does not hold for it.",
              "Nothing, if that is meant. Else change the filter, and replay the time it came in.");
      case WAITING -> waiting(chapter);
    };
  }

  private ReasonBlock retrying(Chapter chapter) {
    var backlog = backlog(chapter.connector());
    var fate = chapter.fate();
    return new ReasonBlock(
        Tone.WARN,
        or(fate.code(), "retrying"),
        or(fate.message(), "The platform did not take it."),
        fate.at(),
        backlog.map(it -> it.backlog().retrying()).orElse(1L),
        backlog.map(BacklogUntil::firstExpiry).map(FirstExpiry::at).orElse(null),
        cause(backlog),
        "Nothing: it is tried again by itself. If it does not pass in the end, it is listed among"
            + " the dead letters.",
        null);
  }

  private ReasonBlock dead(Chapter chapter) {
    var fate = chapter.fate();
    var code = or(fate.code(), "dead");
    var alike =
        circumstances.deadLetters().groups(chapter.connector()).groups().stream()
            .filter(group -> group.code().equals(code))
            .toList();
    return new ReasonBlock(
        Tone.BAD,
        code,
        or(fate.message(), "It was refused."),
        fate.at(),
        Math.max(1, alike.stream().mapToLong(Group::count).sum()),
        alike.stream()
            .map(Group::soonestEnd)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null),
        "at the platform, which no longer counts it then",
        Advice.of(code),
        new Link(
            "Dead letters of this connector", "/console/dead?connector=" + chapter.connector()));
  }

  private static ReasonBlock expired(Chapter chapter) {
    var code = or(chapter.fate().code(), "expired");
    return block(
        Tone.BAD,
        chapter,
        code,
        or(chapter.fate().message(), "It was too old to count."),
        Advice.of(code));
  }

  private static ReasonBlock block(
      Tone tone, Chapter chapter, String code, String happened, String todo) {
    return new ReasonBlock(tone, code, happened, chapter.fate().at(), 0L, null, "", todo, null);
  }

  private ReasonBlock waiting(Chapter chapter) {
    var backlog = backlog(chapter.connector());
    var stop = stop(chapter.connector());
    return new ReasonBlock(
        stop.tone(),
        stop.code(),
        stop.happened(),
        stop.since(),
        backlog.map(it -> it.backlog().waiting()).orElse(1L),
        backlog.map(BacklogUntil::firstExpiry).map(FirstExpiry::at).orElse(null),
        cause(backlog),
        stop.todo(),
        stop.link());
  }

  /** Why nothing goes on at a connector. */
  private Stop stop(ConnectorId id) {
    var path = "/console/connectors/" + id;
    var connector = circumstances.connectors().find(id).orElse(null);
    boolean paused = connector != null && connector.registration().paused();
    if (connector instanceof Connector.Unconfigured parked) {
      return parked(parked, paused, path);
    }
    var link = new Link("The connector", path);
    return connector != null && paused
        ? new Stop(
            Tone.WARN,
            "paused",
            "The connector was paused by an operator.",
            Reasons.pausedSince(connector),
            "Resume the connector; what waits is delivered then, in order.",
            link)
        : new Stop(
            Tone.BUSY,
            "in_line",
            "Other events are before it.",
            null,
            "Nothing: it is delivered when it is its turn.",
            link);
  }

  private static Stop parked(Connector.Unconfigured connector, boolean paused, String path) {
    var reason = connector.reasons().getFirst();
    var repair = Repair.of(reason.code(), path);
    return new Stop(
        Tone.BAD,
        reason.code(),
        paused
            ? reason.message() + " And the connector was paused by an operator."
            : reason.message(),
        reason.since(),
        paused ? repair.todo() + " Resume the connector too." : repair.todo(),
        repair.link());
  }

  private Optional<BacklogUntil> backlog(ConnectorId connector) {
    return circumstances.backlogs().until().stream()
        .filter(until -> until.backlog().connector().equals(connector))
        .findFirst();
  }

  private static String cause(Optional<BacklogUntil> backlog) {
    return backlog
        .map(BacklogUntil::firstExpiry)
        .map(FirstExpiry::cause)
        .map(
            cause ->
                cause == Cause.WINDOW
                    ? "at the platform, which no longer counts it then"
                    : "with the log, which is kept no longer")
        .orElse("");
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }

  private record Stop(
      Tone tone, String code, String happened, @Nullable Instant since, String todo, Link link) {}
}
