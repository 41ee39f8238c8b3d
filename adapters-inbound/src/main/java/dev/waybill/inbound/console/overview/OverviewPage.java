package dev.waybill.inbound.console.overview;

import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import java.time.Instant;
import java.util.List;

/** {@code /}: how every connector stands. */
public final class OverviewPage implements ConsolePart {
  private final Lines lines;

  public OverviewPage(
      ManageConnectors connectors, Platforms platforms, Ledger ledger, ReadBacklogs backlogs) {
    this.lines = new Lines(connectors, platforms, ledger, backlogs);
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get("/", this::show), ConsoleRoute.get("/console/overview/live", this::live));
  }

  @Override
  public List<Link> navigation() {
    return List.of(Frame.overview());
  }

  private Answer show(Visit visit) {
    return Answer.page("Overview", "overview/overview.jte", view(visit.now()));
  }

  private Answer live(Visit visit) {
    return Answer.live("overview/live.jte", () -> view(visit.now()));
  }

  private OverviewView view(Instant now) {
    return new OverviewView(lines.read(), now);
  }
}
