package dev.waybill.inbound.console.setup;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.VerifyConnector.Check;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.ConnectorBadge;
import dev.waybill.inbound.console.piece.Steps;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.http.Refusals;
import java.util.List;

/** The third step: the checklist, line by line with its evidence. */
final class VerifyPage {
  private static final String PATH = SetupPages.CONNECTOR + "/verify";
  private static final int LONGEST_NAME = 100;

  private final AdminApi.Setup setup;

  VerifyPage(AdminApi.Setup setup) {
    this.setup = setup;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> SetupPages.at(setup, visit, found -> ask(found, visit))),
        ConsoleRoute.post(PATH, visit -> SetupPages.at(setup, visit, found -> run(found, visit))),
        ConsoleRoute.post(
            SetupPages.CONNECTOR + "/confirm",
            visit -> SetupPages.at(setup, visit, found -> confirm(found, visit))));
  }

  private Answer ask(Connector connector, Visit visit) {
    return page(connector, before(connector, visit.goesOnHere(), ""));
  }

  /** Nothing was run for this page. */
  private static View before(Connector connector, boolean runNow, String problem) {
    return new View(
        connector.id().toString(),
        connector.registration().name(),
        connector.registration().version(),
        ConnectorBadge.of(connector),
        SetupPages.steps(2),
        false,
        runNow,
        connector instanceof Connector.Configured && connector.draft() == null,
        List.of(),
        problem);
  }

  private static Answer.Page page(Connector connector, View view) {
    return Answer.page("Verify", "setup/verify.jte", view).under(SetupPages.link(connector));
  }

  private Answer run(Connector connector, Visit visit) {
    return isAsShown(connector, visit)
        ? answer(connector, visit, setup.verify().verify(connector.id()))
        : SetupPages.changedMeanwhile();
  }

  /** What is put into use is what was looked at, not what somebody else wrote meanwhile. */
  private static boolean isAsShown(Connector connector, Visit visit) {
    return !visit.form().has("version")
        || visit.form().text("version").equals(Long.toString(connector.registration().version()));
  }

  private Answer confirm(Connector connector, Visit visit) {
    var by = visit.form().text("by");
    if (by.isEmpty() || by.length() > LONGEST_NAME) {
      return told(visit, connector, before(connector, false, "Say who vouches for it."));
    }
    return isAsShown(connector, visit)
        ? answer(
            connector,
            visit,
            setup.verify().confirm(connector.id(), visit.form().text("check"), by))
        : SetupPages.changedMeanwhile();
  }

  private static Answer answer(Connector connector, Visit visit, Verification verification) {
    return switch (verification) {
      case Verification.Done(var passed, var checks, var after) ->
          shown(after, visit, checks, passed, "");
      case Verification.NothingToConfirm(var checks) ->
          shown(
              connector,
              visit,
              checks,
              false,
              "Only a line that could not be checked can be confirmed; this one was checked.");
      case Verification.Changed _ -> SetupPages.changedMeanwhile();
      case Verification.NotFound _ ->
          Answer.refused(Refusals.notFound("There is no such connector."));
    };
  }

  private static Answer shown(
      Connector connector, Visit visit, List<Check> checks, boolean passed, String problem) {
    return told(
        visit,
        connector,
        new View(
            connector.id().toString(),
            connector.registration().name(),
            connector.registration().version(),
            ConnectorBadge.of(connector),
            SetupPages.steps(passed ? 3 : 2),
            true,
            false,
            passed,
            checks.stream().map(VerifyPage::line).toList(),
            problem));
  }

  private static Answer told(Visit visit, Connector connector, View view) {
    return visit.isByScript()
        ? Answer.fragment("setup/checklist.jte", view)
        : page(connector, view);
  }

  private static Line line(Check check) {
    var badge =
        check.passed()
            ? new Badge(Tone.GOOD, check.confirmation() == null ? "Passed" : "Confirmed")
            : check.unchecked()
                ? new Badge(Tone.WARN, "To be confirmed")
                : new Badge(Tone.BAD, "Failed");
    return new Line(
        check.name(),
        title(check.name()),
        badge,
        detail(check),
        check.unchecked() && !check.passed());
  }

  /** Without what to say to the API: here is a button for it. */
  private static String detail(Check check) {
    return check.detail().replace(" To vouch for it, confirm " + check.name() + ".", "");
  }

  private static String title(String check) {
    return switch (check) {
      case "settings" -> "Settings";
      case "credential" -> "Credential";
      case "token" -> "Token accepted by the platform";
      case "mapping" -> "Mapping";
      case "mapping_tests" -> "Mapping tests";
      case "sources" -> "Sources";
      case "filter" -> "Filter";
      default ->
          check.startsWith("permission.")
              ? "Permission: " + check.substring("permission.".length())
              : check.replace('_', ' ').replace('.', ' ');
    };
  }

  /**
   * What the checklist shows.
   *
   * @param version of the connector that is looked at
   * @param ran whether it was run for this page
   * @param runNow whether a script runs it at once
   * @param done whether the connector works with what was checked
   * @param problem what was wrong with a confirmation; empty when nothing was
   */
  record View(
      String id,
      String name,
      long version,
      Badge badge,
      Steps steps,
      boolean ran,
      boolean runNow,
      boolean done,
      List<Line> lines,
      String problem) {}

  /** One line, with its evidence. */
  record Line(String check, String title, Badge badge, String detail, boolean toConfirm) {}
}
