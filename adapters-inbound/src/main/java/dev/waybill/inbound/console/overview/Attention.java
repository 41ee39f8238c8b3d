package dev.waybill.inbound.console.overview;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Condition.Kind;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Reasons;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.health.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to look after, worst first: what is degraded, what alerts fire, which
 * connectors do not deliver. What two of them say of the same thing is said once.
 */
public final class Attention {
  private final Readiness readiness;
  private final AdminApi.Alarms alarms;

  public Attention(Readiness readiness, AdminApi.Alarms alarms) {
    this.readiness = readiness;
    this.alarms = alarms;
  }

  /** Whether the database was away at the last look. */
  boolean isStoreAway() {
    return alarms.conditions().conditions().stream().anyMatch(Attention::isOfTheDatabase);
  }

  /** What can be told without the database. */
  List<Block> withoutStore() {
    var degraded = alarms.conditions().conditions();
    var told = degraded.stream().map(it -> Degraded.block(it, null, null));
    return degraded.stream().anyMatch(Attention::isOfTheDatabase)
        ? told.toList()
        : Stream.concat(Stream.of(Degraded.storeAway()), told).toList();
  }

  private static boolean isOfTheDatabase(Condition condition) {
    return condition.kind() == Kind.DATABASE;
  }

  List<Block> blocks(List<Standing.Line> lines, List<Alert> alerts) {
    var firing = new Firing(alerts, lines);
    var degraded = alarms.conditions().conditions();
    var blocks = new ArrayList<Block>();
    for (var one : degraded) {
      var alertSince = firing.take(Degraded.rule(one.kind()), one.connector());
      blocks.add(Degraded.block(one, lines, alertSince));
    }
    notReady(degraded, lines, blocks);
    for (var line : lines) {
      stopped(line, firing, blocks);
    }
    blocks.addAll(firing.rest());
    blocks.sort(Comparator.comparing(Block::isBad).reversed());
    return blocks;
  }

  /** What fired and was resolved within a day. */
  static List<Block.Over> over(List<Alert> alerts) {
    return alerts.stream().map(Attention::over).filter(Objects::nonNull).toList();
  }

  private static Block.@Nullable Over over(Alert alert) {
    var fired = alert.firedAt();
    var resolved = alert.resolvedAt();
    return fired == null || resolved == null
        ? null
        : new Block.Over(alert.finding().what(), fired, resolved);
  }

  private static void stopped(Standing.Line line, Firing firing, List<Block> blocks) {
    var reasons = Reasons.of(line.connector(), line.until());
    if (reasons.isEmpty()) {
      return;
    }
    var alertSince = firing.take(Rule.CONNECTOR_PARKED, line.connector().id());
    for (var reason : reasons) {
      blocks.add(new Block(new Link(line.name(), line.path()), reason, alertSince));
    }
  }

  /** Database and lease have conditions, which say since when. */
  private void notReady(List<Condition> degraded, List<Standing.Line> lines, List<Block> blocks) {
    var told = degraded.stream().map(it -> it.kind().wire()).toList();
    var waiting = Waiting.of(null, lines);
    var since = sinceOfNode(degraded);
    readiness.checks().stream()
        .filter(check -> !check.ok() && !told.contains(check.name()))
        .forEach(check -> blocks.add(new Block(Block.NODE, notReady(check, since, waiting), null)));
  }

  /** What else is not ready follows from these. */
  private static @Nullable Instant sinceOfNode(List<Condition> degraded) {
    return degraded.stream()
        .filter(it -> it.kind() == Kind.DATABASE || it.kind() == Kind.LEASE)
        .map(Condition::since)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static ReasonBlock notReady(
      Readiness.Check check, @Nullable Instant since, Waiting waiting) {
    return new ReasonBlock(
        Tone.BAD,
        check.name(),
        "Not ready: the " + check.name() + " " + check.detail() + ".",
        since,
        waiting.events(),
        waiting.firstExpiry(),
        waiting.expiryCause(),
        "Nothing that was accepted is lost; delivery goes on by itself once this is well.",
        null);
  }
}
