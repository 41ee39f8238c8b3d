package dev.waybill.inbound.console.editor;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.PrettyJson;
import dev.waybill.inbound.http.Refusals;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event, the rules, and what they make of it; then the tests, and the way into use. */
public final class EditorPart implements ConsolePart {
  private static final String PATH = "/console/connectors/{id}/mapping/editor";

  private final AdminApi.Setup setup;
  private final JsonCodec codec;
  private final PrettyJson pretty;
  private final Samples samples;
  private final TestRuns runs;
  private final StandIns standIns = new StandIns(Samples.context(EventSource.WEB));

  public EditorPart(AdminApi.Setup setup, ExplainEvents events, EventTail tail, JsonCodec codec) {
    this.setup = setup;
    this.codec = codec;
    this.pretty = new PrettyJson(codec);
    this.samples = new Samples(events, tail, codec);
    this.runs = new TestRuns(codec);
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> at(visit, found -> open(found, visit))),
        ConsoleRoute.post(PATH, visit -> at(visit, found -> act(found, visit)))
            .keeping("rules", "tests"),
        ConsoleRoute.post(PATH + "/live", visit -> at(visit, found -> live(found, visit))));
  }

  private Answer at(Visit visit, Function<Connector, Answer> then) {
    return ConnectorId.parse(visit.path("id"))
        .flatMap(setup.connectors()::find)
        .map(then)
        .orElseGet(EditorPart::notFound);
  }

  private static Answer notFound() {
    return Answer.refused(Refusals.notFound("There is no such connector."));
  }

  private Answer open(Connector connector, Visit visit) {
    var sample = Samples.first(visit.now());
    var stored = stored(connector);
    var typed =
        new Typed(
            stored.seen(codec),
            pretty.write(sample.event()),
            stored.rules(),
            stored.tests(),
            sample.choice());
    return new Desk(connector, visit, typed).page();
  }

  private Stored stored(Connector connector) {
    return Stored.of(connector, base(connector), pretty);
  }

  private String base(Connector connector) {
    return setup
        .platforms()
        .find(connector.registration().platform())
        .map(DestinationProvider::spec)
        .map(spec -> spec.startingMapping().name())
        .orElse("");
  }

  private Answer live(Connector connector, Visit visit) {
    return Answer.fragment(
        "editor/live.jte", new Desk(connector, visit, Typed.of(visit.form())).outcome());
  }

  private Answer act(Connector connector, Visit visit) {
    var desk = new Desk(connector, visit, Typed.of(visit.form()));
    return switch (visit.form().text("act")) {
      case "take" -> desk.take();
      case "uncover" -> desk.uncover();
      case "test" -> desk.test();
      case "keep" -> desk.keep();
      case "save" -> desk.save();
      case "promote" -> desk.promote();
      default -> desk.page();
    };
  }

  /** One request: what was typed, and what is asked of it. */
  private final class Desk {
    private final Connector connector;
    private final Visit visit;
    private final Typed typed;
    private final Typed.Read read;

    Desk(Connector connector, Visit visit, Typed typed) {
      this.connector = connector;
      this.visit = visit;
      this.typed = typed;
      this.read = typed.read(codec);
    }

    Outcome outcome() {
      var event = read.event();
      return event == null || !read.mappingProblem().isEmpty()
          ? Outcome.unread(read)
          : Outcome.of(preview(event), read, pretty);
    }

    private Preview preview(JsonObject event) {
      return setup.trials().preview(connector.id(), event, read.written());
    }

    Answer.Page page() {
      return page(null);
    }

    private Answer.Page page(@Nullable Flash said) {
      return page(null, said, List.of(), null);
    }

    private Answer.Page page(
        EditorView.@Nullable TestsView run,
        @Nullable Flash said,
        List<Outcome.Line> refused,
        @Nullable Meanwhile theirs) {
      var name = connector.registration().name();
      var view =
          new EditorView(
              path(),
              name,
              base(connector),
              typed,
              samples.choices(connector, visit.now()),
              typed.chosen().startsWith(Samples.RECEIVED) && typed.sample().contains("\"***\""),
              outcome(),
              run,
              said,
              refused,
              theirs);
      return Answer.page("Editor", "editor/editor.jte", view)
          .under(new Link(name, path()), new Link("Mapping", path() + "/mapping"));
    }

    private String path() {
      return "/console/connectors/" + connector.id();
    }

    Answer take() {
      var sample = samples.masked(visit.form().text("sample_of"), visit.now());
      return sample
          .<Answer>map(found -> with(found, null))
          .orElseGet(() -> page(Flash.bad("That event is not there any more; take another.")));
    }

    Answer uncover() {
      return samples
          .revealed(typed.chosen())
          .<Answer>map(
              found -> with(found, Flash.good("Uncovered; that it was is in the audit list.")))
          .orElseGet(() -> page(Flash.bad("There is nothing to uncover.")));
    }

    private Answer.Page with(Samples.Sample sample, @Nullable Flash said) {
      var other = typed.withSample(pretty.write(sample.event()), sample.choice());
      return new Desk(connector, visit, other).page(said);
    }

    Answer test() {
      var run = run();
      return visit.isByScript()
          ? Answer.fragment("editor/tests.jte", run)
          : page(run, null, List.of(), null);
    }

    private EditorView.TestsView run() {
      var unread = Outcome.unread(read);
      if (!unread.rules().isEmpty() || !unread.tests().isEmpty()) {
        return TestRuns.unread(unread);
      }
      TestRun run = setup.trials().runTests(connector.id(), read.written());
      return runs.view(run);
    }

    /**
     * The sample, and what becomes of it, as one more test; saved with the rest. Configuration is
     * kept for good and seen by all, so nobody who caused an event may get into it.
     */
    Answer keep() {
      var isReceived = typed.chosen().startsWith(Samples.RECEIVED);
      var event = read.event();
      if (event == null || !read.mappingProblem().isEmpty() || !read.testsProblem().isEmpty()) {
        return page(Flash.bad("No test was made: put right what is marked first.")).withStatus(422);
      }
      var kept = isReceived ? standIns.swappedIn(event) : event;
      if (!(preview(kept) instanceof Preview.Shown shown)) {
        return page(Flash.bad(
                isReceived ? StandIns.NO_RESULT : "No test was made: there is no result to keep."))
            .withStatus(422);
      }
      var all = TestRuns.with(read.tests(), shown);
      return new Desk(connector, visit, typed.withTests(pretty.write(all)))
          .page(
              Flash.good(
                  isReceived
                      ? StandIns.KEPT
                      : "A test was added below. It is kept when you save."));
    }

    Answer save() {
      return saved(
          done ->
              new Desk(done, visit, typed.at(stored(done).seen(codec)))
                  .page(Flash.good("Saved as a draft. What is in use goes on as it was.")));
    }

    Answer promote() {
      return saved(
          done -> {
            var live = done.active() != null;
            return Answer.confirm(
                    "Verify and promote",
                    new Confirmation(
                        "Verify these rules and put them into use?",
                        List.of(
                            "They were saved as a draft.",
                            "The checklist asks the platform and runs every mapping test; no real"
                                + " event is sent by it.",
                            live
                                ? "If every line passes, what is sent changes at once, also for"
                                    + " events that wait. If one fails, nothing changes."
                                : "If every line passes, the connector begins to deliver by these"
                                    + " rules. If one fails, nothing changes."),
                        path() + "/verify",
                        Map.of("version", Long.toString(done.registration().version())),
                        "Verify and promote",
                        new Link("Back to the editor", path() + "/mapping/editor")))
                .under(new Link(connector.registration().name(), path()));
          });
    }

    private Answer saved(Function<Connector, Answer> then) {
      if (!read.mappingProblem().isEmpty() || !read.testsProblem().isEmpty()) {
        return page(Flash.bad("Nothing was saved: put right what is marked first."))
            .withStatus(422);
      }
      var edited =
          setup.connectors().editDraft(connector.id(), typed.seen().version(), typed.patch(codec));
      return switch (edited) {
        case DraftEdited.Done(var done) -> then.apply(done);
        case DraftEdited.Invalid(var problems) ->
            page(
                    null,
                    Flash.bad("Nothing was saved; why is told beside the rules."),
                    problems.stream().map(Outcome.Line::of).toList(),
                    null)
                .withStatus(422);
        // Read anew: what was found when the request began may be older than what is in the way.
        case DraftEdited.Stale _ ->
            setup
                .connectors()
                .find(connector.id())
                .map(this::stale)
                .orElseGet(EditorPart::notFound);
        case DraftEdited.NotFound _ -> notFound();
      };
    }

    private Answer stale(Connector now) {
      var theirs = Meanwhile.of(typed, stored(now), codec);
      return new Desk(now, visit, theirs.typed())
          .page(null, Flash.bad(theirs.sentence()), List.of(), theirs)
          .withStatus(409);
    }
  }
}
