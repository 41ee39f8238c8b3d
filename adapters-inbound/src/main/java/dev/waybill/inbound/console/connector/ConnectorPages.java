package dev.waybill.inbound.console.connector;

import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.piece.Changes;
import dev.waybill.inbound.console.piece.PrettyJson;
import java.util.List;
import java.util.stream.Stream;

/** Everything about one connector, a tab for each question. */
public final class ConnectorPages implements ConsolePart {
  private final List<ConsoleRoute> routes;

  public ConnectorPages(AdminApi.Setup setup, AdminApi.Watch watch, AdminApi.Findings findings) {
    var desk = new Desk(setup);
    this.routes =
        Stream.of(
                new ActivityTab(desk, watch, findings).routes(),
                new Latest(desk, watch.outbox(), watch.codec()).routes(),
                new MappingTabs(desk, new PrettyJson(watch.codec())).routes(),
                new QualityTab(desk, watch.quality()).routes(),
                new CredentialTab(desk).routes(),
                new SettingsTab(desk).routes(),
                new RevisionsTab(desk, new Changes(watch.codec())).routes(),
                new Switches(desk, watch.backlogs()).routes())
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public List<ConsoleRoute> routes() {
    return routes;
  }
}
