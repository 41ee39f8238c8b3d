package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.Source;
import dev.waybill.inbound.console.form.FilledIn;
import dev.waybill.inbound.console.form.FormNode;
import dev.waybill.inbound.console.form.SchemaForm;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings, sources and rates: what is changed here becomes a draft. */
final class SettingsTab {
  private static final String PATH = Desk.ONE + "/settings";
  private static final String PREFIX = "settings";

  private final Desk desk;

  SettingsTab(Desk desk) {
    this.desk = desk;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> desk.at(visit, this::show)),
        ConsoleRoute.post(PATH, visit -> desk.at(visit, found -> save(found, visit))));
  }

  private Answer show(Connector connector) {
    var configuration = Desk.shown(connector);
    var settings = configuration == null ? JsonObject.EMPTY : configuration.settings();
    var sources =
        configuration == null
            ? List.<String>of()
            : configuration.sources().stream().map(Object::toString).toList();
    return page(
        connector,
        new Given(
            settings,
            sources,
            configuration == null ? "" : text(configuration.rate().callsPerSecond()),
            configuration == null ? "" : text(configuration.rate().eventsPerSecond())),
        List.of());
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  private Answer save(Connector connector, Visit visit) {
    var form = visit.form();
    var given =
        new Given(
            FilledIn.read(PREFIX, schema(connector), form),
            form.all("source"),
            form.text("calls"),
            form.text("events"));
    var edited =
        desk.setup().connectors().editDraft(connector.id(), Desk.version(visit), given.patch());
    return edited instanceof DraftEdited.Invalid(var problems)
        ? page(connector, given, problems).withStatus(422)
        : Desk.edited(edited, "Saved as a draft. It is used once its checklist passes.");
  }

  private JsonObject schema(Connector connector) {
    return desk.provider(connector)
        .map(provider -> provider.spec().settingsSchema())
        .orElse(JsonObject.EMPTY);
  }

  private Answer.Page page(Connector connector, Given given, List<Problem> problems) {
    var form = new SchemaForm(PREFIX, schema(connector));
    var inside = below(problems, "settings");
    return Desk.tab(
        connector,
        "Settings",
        "connector/settings.jte",
        new View(
            desk.head(connector, "/settings"),
            connector.registration().version(),
            form.nodes(given.settings(), inside),
            others(given, problems, form.elsewhere(inside)),
            desk.setup().sources().all().stream()
                .filter(source -> source.closedAt() == null)
                .toList(),
            given.sources(),
            rate("calls", "Calls a second", given.calls(), problems, "calls_per_second"),
            rate("events", "Events a second", given.events(), problems, "events_per_second"),
            desk.provider(connector).map(provider -> provider.spec()).orElse(null)));
  }

  private static Field rate(
      String name, String label, String value, List<Problem> problems, String member) {
    var at = JsonPointer.ROOT.at("rate").at(member);
    return new Field(
        name,
        label,
        Field.Kind.NUMBER,
        "At most so many; empty for no limit.",
        value,
        false,
        List.of(),
        problems.stream()
            .filter(problem -> problem.pointer().equals(at))
            .map(Problem::message)
            .toList());
  }

  /** The problems inside that member, pointing from there on. */
  private static List<Problem> below(List<Problem> problems, String member) {
    var inside = new ArrayList<Problem>();
    for (var problem : problems) {
      var tokens = problem.pointer().tokens();
      if (!tokens.isEmpty() && tokens.getFirst().equals(member)) {
        inside.add(
            Problem.at(
                new JsonPointer(tokens.subList(1, tokens.size())),
                problem.code(),
                problem.message()));
      }
    }
    return inside;
  }

  /** Every problem that no field shows. */
  private static List<String> others(Given given, List<Problem> problems, List<String> elsewhere) {
    var all = new ArrayList<>(elsewhere);
    problems.stream()
        .filter(problem -> !hasField(problem.pointer().tokens()))
        .map(problem -> said(given, problem))
        .forEach(all::add);
    return all;
  }

  private static boolean hasField(List<String> at) {
    return !at.isEmpty()
        && (at.getFirst().equals("settings") || (at.getFirst().equals("rate") && at.size() > 1));
  }

  private static String said(Given given, Problem problem) {
    return given.sources().isEmpty() && problem.pointer().tokens().equals(List.of("sources"))
        ? "Choose at least one source; new ones are made under Sources."
        : problem.message();
  }

  /** What is in the form. */
  private record Given(JsonObject settings, List<String> sources, String calls, String events) {
    JsonObject patch() {
      return JsonObject.builder()
          .put("settings", settings)
          .put("sources", JsonArray.ofStrings(sources))
          .put(
              "rate",
              JsonObject.builder()
                  .put("calls_per_second", number(calls))
                  .put("events_per_second", number(events))
                  .build())
          .build();
    }

    private static Json number(String text) {
      if (text.isEmpty()) {
        return JsonNull.NULL;
      }
      return text.matches("[0-9]{1,9}") ? Json.of(new BigDecimal(text)) : Json.of(text);
    }
  }

  /** What the tab shows. */
  record View(
      Head head,
      long version,
      List<FormNode> settings,
      List<String> problems,
      List<Source> sources,
      List<String> chosen,
      Field calls,
      Field events,
      @Nullable PlatformSpec spec) {}
}
