package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.connector.TryMappings.Tested;
import dev.waybill.domain.connector.TryMappings.Which;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.piece.PrettyJson;
import java.util.List;

/** The mapping, and the tests that hold it. */
final class MappingTabs {
  private final Desk desk;
  private final PrettyJson pretty;

  MappingTabs(Desk desk, PrettyJson pretty) {
    this.desk = desk;
    this.pretty = pretty;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(Desk.ONE + "/mapping", visit -> desk.at(visit, this::mapping)),
        ConsoleRoute.get(Desk.ONE + "/tests", visit -> desk.at(visit, this::tests)),
        ConsoleRoute.post(Desk.ONE + "/tests", visit -> desk.at(visit, this::run)));
  }

  private Answer mapping(Connector connector) {
    var configuration = Desk.shown(connector);
    var own = configuration == null ? null : configuration.mapping();
    var starting =
        desk.provider(connector)
            .map(DestinationProvider::spec)
            .map(spec -> pretty.write(spec.startingMapping().mapping()))
            .orElse("");
    var filter = configuration == null ? null : configuration.filter();
    return Desk.tab(
        connector,
        "Mapping",
        "connector/mapping.jte",
        new MappingView(
            desk.head(connector, "/mapping"),
            own == null ? "" : pretty.write(own),
            starting,
            filter == null ? "" : pretty.write(filter),
            connector.draft() != null));
  }

  private Answer tests(Connector connector) {
    return page(connector, false, List.of(), List.of());
  }

  private Answer run(Connector connector) {
    return switch (desk.setup().trials().runTests(connector.id(), Which.EITHER)) {
      case TestRun.Done(_, var results) -> page(connector, true, results, List.of());
      case TestRun.Faulty(var problems) -> page(connector, true, List.of(), problems);
      case TestRun.NotConfigured _ -> page(connector, true, List.of(), List.of());
      case TestRun.NotFound _ -> Desk.notFound();
    };
  }

  private Answer page(
      Connector connector, boolean ran, List<Tested> results, List<Problem> problems) {
    return Desk.tab(
        connector,
        "Tests",
        "connector/tests.jte",
        new TestsView(desk.head(connector, "/tests"), ran, results, problems));
  }

  /**
   * @param own the connector's own mapping; empty where it has none
   * @param starting the platform's mapping it begins with
   * @param filter empty where every event is wanted
   */
  record MappingView(Head head, String own, String starting, String filter, boolean ofDraft) {}

  /** The tests, and how they went. */
  record TestsView(Head head, boolean ran, List<Tested> results, List<Problem> problems) {
    long passed() {
      return results.stream().filter(tested -> tested.result().passed()).count();
    }
  }
}
