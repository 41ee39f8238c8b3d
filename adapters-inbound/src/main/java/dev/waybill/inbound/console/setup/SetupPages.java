package dev.waybill.inbound.console.setup;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Changes;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Steps;
import dev.waybill.inbound.http.Refusals;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The three steps from a platform to a connector that delivers. */
public final class SetupPages implements ConsolePart {
  static final String CATALOGUE = "/console/platforms";
  static final String CONNECTOR = "/console/connectors/{id}";

  private final List<ConsoleRoute> routes;

  public SetupPages(AdminApi.Setup setup, Changes changes) {
    this.routes =
        Stream.of(
                new AddPage(setup).routes(),
                new AuthenticatePage(setup, changes).routes(),
                new VerifyPage(setup).routes())
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public List<ConsoleRoute> routes() {
    return routes;
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Add a platform", CATALOGUE));
  }

  static Steps steps(int current) {
    return new Steps(List.of("Add", "Authenticate", "Verify"), current);
  }

  static String path(ConnectorId id) {
    return "/console/connectors/" + id;
  }

  static Link link(Connector connector) {
    return new Link(connector.registration().name(), path(connector.id()));
  }

  /** Goes on with the connector the path names, or says that there is none. */
  static Answer at(AdminApi.Setup setup, Visit visit, Function<Connector, Answer> then) {
    return ConnectorId.parse(visit.path("id"))
        .flatMap(setup.connectors()::find)
        .map(then)
        .orElseGet(() -> Answer.refused(Refusals.notFound("There is no such connector.")));
  }

  static Answer changedMeanwhile() {
    return Answer.refused(
        Refusals.conflict(
            "changed_meanwhile", "Somebody changed this connector meanwhile; nothing was done."));
  }
}
