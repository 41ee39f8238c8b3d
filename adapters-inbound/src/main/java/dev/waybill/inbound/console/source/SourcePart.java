package dev.waybill.inbound.console.source;

import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.ManageSources.Creation.BadName;
import dev.waybill.domain.source.ManageSources.Creation.Created;
import dev.waybill.domain.source.ManageSources.Creation.NameTaken;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Field;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Where events come in: making, looking at and closing sources. */
public final class SourcePart implements ConsolePart {
  static final String PATH = "/console/sources";
  static final String ONE = PATH + "/{id}";
  private static final String NAME_HELP =
      "Such as the shop or server that will send: 1 to 64 letters, digits, spaces, dots, dashes or"
          + " underscores.";

  private final ManageSources sources;
  private final KeyPages keys;

  /**
   * @param publicUrl where events are sent to
   */
  public SourcePart(ManageSources sources, URI publicUrl) {
    this.sources = sources;
    this.keys = new KeyPages(sources, publicUrl);
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> list(visit, field("", List.of()), 200)),
        ConsoleRoute.post(PATH, this::create),
        ConsoleRoute.get(ONE, visit -> at(sources, visit, source -> show(source, visit))),
        ConsoleRoute.get(ONE + "/close", visit -> at(sources, visit, Questions::closing)),
        ConsoleRoute.post(ONE + "/close", visit -> at(sources, visit, this::close)),
        ConsoleRoute.post(
            ONE + "/keys", visit -> at(sources, visit, source -> keys.issue(source, visit))),
        ConsoleRoute.get(
            ONE + "/keys/{key}/revoke",
            visit -> at(sources, visit, source -> keys.ask(source, visit))),
        ConsoleRoute.post(
            ONE + "/keys/{key}/revoke",
            visit -> at(sources, visit, source -> keys.revoke(source, visit))));
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Sources", PATH));
  }

  /** Goes on with the source the path names, or says that there is none. */
  private static Answer at(ManageSources sources, Visit visit, Function<Source, Answer> then) {
    return SourceId.parse(visit.path("id"))
        .flatMap(sources::find)
        .map(then)
        .orElseGet(() -> Answer.refused(Refusals.notFound("There is no such source.")));
  }

  static String path(Source source) {
    return PATH + "/" + source.id();
  }

  static Link link(Source source) {
    return new Link(source.name(), path(source));
  }

  /** What a source that was closed meanwhile answers. */
  static Answer closed() {
    return Answer.refused(
        Refusals.conflict("source_closed", "This source is closed; nothing was done."));
  }

  private static Field field(String value, List<String> problems) {
    return Field.text("name", "Name", NAME_HELP, value).with(problems);
  }

  private Answer list(Visit visit, Field name, int status) {
    return Answer.page(
            "Sources", "source/sources.jte", new Overview(sources.all(), name, visit.now()))
        .withStatus(status);
  }

  private Answer create(Visit visit) {
    var name = visit.form().text("name");
    return switch (sources.create(name)) {
      case Created(var source) ->
          Answer.moved(path(source))
              .saying(Flash.good("The source was made. Make a write key: it sends with that."));
      case NameTaken _ ->
          list(visit, field(name, List.of("There is, or was, a source of that name.")), 422);
      case BadName _ ->
          list(
              visit,
              field(
                  name, List.of("Wanted a name as described, beginning with a letter or a digit.")),
              422);
    };
  }

  private Answer show(Source source, Visit visit) {
    var rejections = sources.rejections(source.id(), Rejections.KEPT).orElseGet(List::of);
    return Answer.page(source.name(), "source/source.jte", SourceView.of(source, rejections, visit))
        .under(new Link("Sources", PATH));
  }

  private Answer close(Source source) {
    return sources.close(source.id())
        ? Answer.moved(path(source))
            .saying(Flash.good("Closed. What it took in before is still delivered."))
        : closed();
  }

  /** All of them, and the form for another. */
  record Overview(List<Source> sources, Field name, Instant now) {}
}
