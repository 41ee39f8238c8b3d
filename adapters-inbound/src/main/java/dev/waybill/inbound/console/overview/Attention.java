package dev.waybill.inbound.console.overview;

import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.ReadBacklogs.LogStatus;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Reasons;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.health.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What somebody has to look after, worst first. */
public final class Attention {
  /** A disk that is fuller than this share of its budget is told of before it is full. */
  private static final double NEARLY = 0.85;

  private static final Link HERE = new Link("This node", "/");
  private static final Link LOG = new Link("The log", "/");

  private final Readiness readiness;
  private final ReadBacklogs backlogs;

  public Attention(Readiness readiness, ReadBacklogs backlogs) {
    this.readiness = readiness;
    this.backlogs = backlogs;
  }

  List<OverviewView.Block> blocks(List<Standing.Line> lines, Instant now) {
    var blocks = new ArrayList<OverviewView.Block>();
    long waiting = lines.stream().mapToLong(Standing.Line::waiting).sum();
    readiness.checks().stream()
        .filter(check -> !check.ok())
        .forEach(check -> blocks.add(new OverviewView.Block(HERE, notReady(check, waiting))));
    var log = backlogs.log();
    disk(log, waiting, blocks);
    late(log, now, blocks);
    for (var line : lines) {
      for (var reason : Reasons.of(line.connector(), line.until())) {
        blocks.add(new OverviewView.Block(new Link(line.name(), line.path()), reason));
      }
    }
    blocks.sort((a, b) -> Boolean.compare(isBad(b), isBad(a)));
    return blocks;
  }

  private static boolean isBad(OverviewView.Block block) {
    return block.reason().tone() == Tone.BAD;
  }

  private static ReasonBlock notReady(Readiness.Check check, long waiting) {
    return new ReasonBlock(
        Tone.BAD,
        check.name(),
        "Not ready: the " + check.name() + " " + check.detail() + ".",
        null,
        waiting,
        null,
        "",
        "Nothing that was accepted is lost; delivery goes on by itself once this is well.",
        null);
  }

  private static void disk(LogStatus log, long waiting, List<OverviewView.Block> blocks) {
    var budget = log.policy().diskBudget();
    if (budget.isEmpty() || log.state().bytes() < NEARLY * budget.getAsLong()) {
      return;
    }
    boolean full = log.policy().isFull(log.state().bytes());
    blocks.add(
        new OverviewView.Block(
            LOG,
            new ReasonBlock(
                full ? Tone.BAD : Tone.WARN,
                full ? "storage_full" : "storage_nearly_full",
                full
                    ? "The database has reached its disk budget: no events are taken in."
                    : "The database has reached "
                        + Figures.share(log.state().bytes(), budget.getAsLong())
                        + " of its disk budget; at the full budget no events are taken in.",
                null,
                waiting,
                null,
                "",
                "Raise WAYBILL_DISK_BUDGET or keep events for a shorter time.",
                null)));
  }

  private static void late(LogStatus log, Instant now, List<OverviewView.Block> blocks) {
    for (var late : log.state().late()) {
      blocks.add(
          new OverviewView.Block(
              new Link(late.connector().toString(), "/console/connectors/" + late.connector()),
              new ReasonBlock(
                  Tone.BAD,
                  "retention",
                  Figures.events(late.events())
                      + " will leave the log "
                      + Figures.from(now, late.expiresAt())
                      + " and were not delivered yet.",
                  null,
                  late.events(),
                  late.expiresAt(),
                  "(it leaves the log)",
                  "Let the connector deliver, or keep the log longer by WAYBILL_RETENTION.",
                  null)));
    }
  }
}
