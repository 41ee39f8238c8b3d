package dev.waybill.inbound.console.overview;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alerts that fire and were not yet told of. */
final class Firing {
  private final Map<Finding.Key, Alert> left = new LinkedHashMap<>();
  private final List<Standing.Line> lines;

  Firing(List<Alert> alerts, List<Standing.Line> lines) {
    alerts.stream()
        .filter(alert -> alert.state() == Alert.State.FIRING)
        .forEach(alert -> left.put(alert.key(), alert));
    this.lines = lines;
  }

  /**
   * Somebody else tells of this one.
   *
   * @return since when it fires; null when it does not
   */
  @Nullable Instant take(@Nullable Rule rule, @Nullable ConnectorId connector) {
    var taken = rule == null ? null : left.remove(new Finding.Key(rule, connector));
    return taken == null ? null : taken.firedAt();
  }

  /** What nobody took. */
  List<Block> rest() {
    return left.values().stream().map(this::block).toList();
  }

  private Block block(Alert alert) {
    var finding = alert.finding();
    var reason =
        new ReasonBlock(
            Tone.BAD,
            finding.rule().wire(),
            finding.what(),
            finding.since(),
            finding.waiting(),
            finding.firstExpiry(),
            "",
            finding.remedy(),
            action(finding));
    return new Block(where(finding.connector()), reason, alert.firedAt());
  }

  private Link where(@Nullable ConnectorId id) {
    return id == null ? Block.INSTALLATION : Standing.link(id, lines);
  }

  private static @Nullable Link action(Finding finding) {
    return switch (finding.rule()) {
      case DEAD_SHARE ->
          new Link("See the reasons", "/console/dead?connector=" + finding.connector());
      case LEDGER_REMAINDER -> new Link("Open the ledger", "/console/ledger");
      case CONNECTOR_PARKED, WAITING_TOO_LONG, EXPIRES_SOON, LOG_RING, DISK_BUDGET -> null;
    };
  }
}
