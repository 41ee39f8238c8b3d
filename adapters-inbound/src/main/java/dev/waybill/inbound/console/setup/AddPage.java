package dev.waybill.inbound.console.setup;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.ManageConnectors.Registered;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.Source;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.form.FilledIn;
import dev.waybill.inbound.console.form.FormNode;
import dev.waybill.inbound.console.form.SchemaForm;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Field;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Steps;
import dev.waybill.inbound.http.Refusals;
import java.util.List;

/** The catalogue, and the first step: a name and the platform's settings. */
final class AddPage {
  private static final String PREFIX = "settings";
  private static final String ONE = SetupPages.CATALOGUE + "/{type}";

  private final AdminApi.Setup setup;

  AddPage(AdminApi.Setup setup) {
    this.setup = setup;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(SetupPages.CATALOGUE, _ -> catalogue()),
        ConsoleRoute.get(ONE, this::show),
        ConsoleRoute.post(ONE, this::add));
  }

  private Answer catalogue() {
    return Answer.page("Add a platform", "setup/catalogue.jte", setup.platforms().all());
  }

  private Answer show(Visit visit) {
    return setup
        .platforms()
        .find(visit.path("type"))
        .map(
            provider ->
                (Answer)
                    page(
                        provider.spec(),
                        provider.spec().title(),
                        List.of(),
                        JsonObject.EMPTY,
                        List.of(),
                        usual()))
        .orElseGet(AddPage::unknown);
  }

  private List<String> usual() {
    return setup.sources().all().stream()
        .filter(source -> source.closedAt() == null)
        .limit(1)
        .map(source -> source.id().toString())
        .toList();
  }

  private static Answer unknown() {
    return Answer.refused(Refusals.notFound("There is no platform of that type."));
  }

  private Answer add(Visit visit) {
    return setup
        .platforms()
        .find(visit.path("type"))
        .map(provider -> add(provider, visit))
        .orElseGet(AddPage::unknown);
  }

  // The settings are looked at first: a connector that was registered stays.
  private Answer add(DestinationProvider provider, Visit visit) {
    var spec = provider.spec();
    var name = visit.form().text("name");
    var sources = visit.form().all("source");
    var settings = FilledIn.read(PREFIX, spec.settingsSchema(), visit.form());
    var problems = setup.platforms().check(provider, settings);
    if (!problems.isEmpty()) {
      return page(spec, name, List.of(), settings, problems, sources).withStatus(422);
    }
    var request =
        JsonObject.builder()
            .put("name", name)
            .put("platform", spec.type())
            .put("sources", JsonArray.ofStrings(sources))
            .build();
    return switch (setup.connectors().register(request)) {
      case Registered.Invalid(var wrong) ->
          page(spec, name, wrong, settings, List.of(), sources).withStatus(422);
      case Registered.Done(var connector) -> settled(connector, settings);
    };
  }

  private Answer settled(Connector connector, JsonObject settings) {
    var edited =
        setup
            .connectors()
            .editDraft(
                connector.id(),
                connector.registration().version(),
                JsonObject.builder().put("settings", settings).build());
    return edited instanceof DraftEdited.Done
        ? Answer.moved(SetupPages.path(connector.id()) + "/authenticate")
        : SetupPages.changedMeanwhile();
  }

  private Answer.Page page(
      PlatformSpec spec,
      String name,
      List<Problem> wrong,
      JsonObject settings,
      List<Problem> problems,
      List<String> sources) {
    var form = new SchemaForm(PREFIX, spec.settingsSchema());
    var view =
        new View(
            spec,
            SetupPages.steps(0),
            nameField(name, wrong),
            form.nodes(settings, problems),
            form.elsewhere(problems),
            setup.sources().all().stream().filter(source -> source.closedAt() == null).toList(),
            sources,
            messages(wrong, "sources"));
    return Answer.page("Add " + spec.title(), "setup/add.jte", view)
        .under(new Link("Platforms", SetupPages.CATALOGUE));
  }

  private static Field nameField(String name, List<Problem> wrong) {
    return new Field(
        "name",
        "Name",
        Field.Kind.TEXT,
        "How you will know it again among your connectors.",
        name,
        true,
        List.of(),
        messages(wrong, "name"));
  }

  private static List<String> messages(List<Problem> problems, String member) {
    return problems.stream()
        .filter(
            problem ->
                !problem.pointer().tokens().isEmpty()
                    && problem.pointer().tokens().getFirst().equals(member))
        .map(Problem::message)
        .toList();
  }

  /** What the form shows. */
  record View(
      PlatformSpec spec,
      Steps steps,
      Field name,
      List<FormNode> settings,
      List<String> problems,
      List<Source> sources,
      List<String> chosen,
      List<String> sourceProblems) {}
}
