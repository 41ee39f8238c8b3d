package dev.waybill.inbound.console.setup;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.ManageCredentials.Begun;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.form.FilledIn;
import dev.waybill.inbound.console.form.FormNode;
import dev.waybill.inbound.console.form.SchemaForm;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Changes;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Steps;
import dev.waybill.inbound.http.Refusals;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The second step: a credential, pasted or made by the platform. */
final class AuthenticatePage {
  private static final String PREFIX = "credential";
  private static final String PATH = SetupPages.CONNECTOR + "/authenticate";

  private final AdminApi.Setup setup;
  private final Changes changes;

  AuthenticatePage(AdminApi.Setup setup, Changes changes) {
    this.setup = setup;
    this.changes = changes;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(
            PATH, visit -> SetupPages.at(setup, visit, found -> page(found, List.of()))),
        ConsoleRoute.post(PATH, visit -> SetupPages.at(setup, visit, found -> save(found, visit))),
        ConsoleRoute.post(
            SetupPages.CONNECTOR + "/authorize",
            visit -> SetupPages.at(setup, visit, this::authorize)));
  }

  private Answer save(Connector connector, Visit visit) {
    var schema =
        provider(connector)
            .map(provider -> provider.spec().credentialSchema())
            .orElse(JsonObject.EMPTY);
    var credential = FilledIn.read(PREFIX, schema, visit.form());
    if (credential.members().isEmpty() && visit.form().has("none")) {
      return verify(connector, visit);
    }
    var patch = JsonObject.builder().put("credential", credential).build();
    var edited =
        setup.connectors().editDraft(connector.id(), connector.registration().version(), patch);
    return switch (edited) {
      case DraftEdited.Done(var saved) -> verify(saved, visit);
      case DraftEdited.Invalid(var problems) -> page(connector, inside(problems)).withStatus(422);
      case DraftEdited.Stale _ -> SetupPages.changedMeanwhile();
      case DraftEdited.NotFound _ ->
          Answer.refused(Refusals.notFound("There is no such connector."));
    };
  }

  /**
   * Not by the address, which anybody could make: whoever follows it would put a draft into use.
   * Nor at once where somebody's unfinished draft would come into use with the credential.
   */
  private Answer verify(Connector connector, Visit visit) {
    var active = connector.active();
    var draft = connector.draft();
    var besides = active == null || draft == null ? List.<String>of() : changes.told(active, draft);
    return besides.isEmpty()
        ? visit.goOnAt(SetupPages.path(connector.id()) + "/verify")
        : ask(connector, besides);
  }

  private static Answer ask(Connector connector, List<String> besides) {
    var consequences = new ArrayList<String>();
    consequences.add("The credential is in the draft, which changes more than the credential:");
    consequences.addAll(besides);
    consequences.add("If every line of the checklist passes, all of it comes into use at once.");
    return Answer.confirm(
            "Verify the draft",
            new Confirmation(
                "Put the whole draft into use?",
                consequences,
                SetupPages.path(connector.id()) + "/verify",
                Map.of("version", Long.toString(connector.registration().version())),
                "Verify all of it",
                new Link("Not yet", SetupPages.path(connector.id()))))
        .under(SetupPages.link(connector));
  }

  /** The same problems, pointing into the credential. */
  private static List<Problem> inside(List<Problem> problems) {
    return problems.stream()
        .map(
            problem -> {
              var tokens = problem.pointer().tokens();
              return Problem.at(
                  new JsonPointer(tokens.isEmpty() ? tokens : tokens.subList(1, tokens.size())),
                  problem.code(),
                  problem.message());
            })
        .toList();
  }

  private Answer authorize(Connector connector) {
    return switch (setup.credentials().authorize(connector.id())) {
      case Begun.Started(var url, var validFor) ->
          Answer.page(
                  "Go to the platform",
                  "setup/abroad.jte",
                  new Abroad(
                      platform(connector),
                      url,
                      Figures.length(validFor),
                      SetupPages.path(connector.id()) + "/verify"))
              .under(SetupPages.link(connector));
      case Begun.NotOffered _ ->
          Answer.refused(
              Refusals.conflict(
                  "not_offered", "This platform makes no credentials; paste one instead."));
      case Begun.NotSetUp(var missing) ->
          Answer.refused(
              Refusals.conflict(
                  "not_set_up",
                  "The installation lacks "
                      + String.join(" and ", missing)
                      + ". Set it and restart, or paste a token."));
      case Begun.NotFound _ -> Answer.refused(Refusals.notFound("There is no such connector."));
    };
  }

  private Optional<DestinationProvider> provider(Connector connector) {
    return setup.platforms().find(connector.registration().platform());
  }

  private String platform(Connector connector) {
    return provider(connector)
        .map(provider -> provider.spec().title())
        .orElse(connector.registration().platform());
  }

  private Answer.Page page(Connector connector, List<Problem> problems) {
    var provider = provider(connector);
    var schema = provider.map(found -> found.spec().credentialSchema()).orElse(JsonObject.EMPTY);
    var form = new SchemaForm(PREFIX, schema);
    var draft = connector.draft() == null ? connector.active() : connector.draft();
    var view =
        new View(
            connector.id().toString(),
            platform(connector),
            SetupPages.steps(1),
            form.nodes(JsonObject.EMPTY, problems),
            form.elsewhere(problems),
            provider.flatMap(DestinationProvider::authorization).isPresent(),
            provider
                .map(found -> setup.platforms().checkCredential(found, JsonObject.EMPTY).isEmpty())
                .orElse(false),
            draft != null && draft.credential() != null);
    return Answer.page("Authenticate", "setup/authenticate.jte", view)
        .under(SetupPages.link(connector));
  }

  /**
   * What the form shows.
   *
   * @param offered whether the platform makes a token itself
   * @param optional whether it works without any
   * @param present whether there is a credential already
   */
  record View(
      String id,
      String platform,
      Steps steps,
      List<FormNode> fields,
      List<String> problems,
      boolean offered,
      boolean optional,
      boolean present) {}

  /** The way to the platform's own pages. */
  record Abroad(String platform, URI url, String validFor, String then) {}
}
