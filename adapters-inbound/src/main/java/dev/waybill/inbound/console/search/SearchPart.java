package dev.waybill.inbound.console.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.Source;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Field.Option;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.story.StoryPart;
import java.net.URLEncoder;
import java.util.List;

/**
 * Search: by event id at once, and by what else is known among the exceptions and in a day of a
 * source's log, a step at a time. Everything asked for is in the address, so that it can be sent to
 * somebody.
 */
public final class SearchPart implements ConsolePart {
  static final String PATH = "/console/search";
  private static final int HITS = 50;

  private final ReadEventStory stories;
  private final SearchEvents search;
  private final ManageConnectors connectors;
  private final ManageSources sources;

  public SearchPart(
      ReadEventStory stories,
      SearchEvents search,
      ManageConnectors connectors,
      ManageSources sources) {
    this.stories = stories;
    this.search = search;
    this.connectors = connectors;
    this.sources = sources;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, this::page),
        ConsoleRoute.get(PATH + "/exceptions", this::exceptions),
        ConsoleRoute.get(PATH + "/log", this::log));
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Search", PATH));
  }

  private Answer page(Visit visit) {
    var id = visit.query("event_id").orElse("").strip();
    if (!id.isEmpty() && EventId.isValid(id) && !stories.masked(new EventId(id)).isEmpty()) {
      return Answer.moved(StoryPart.path(id));
    }
    var asked = Asked.of(visit);
    var form =
        new SearchView.Form(
            asked.texts(),
            connectors.all().stream().map(SearchPart::option).toList(),
            sources.all().stream().map(SearchPart::option).toList(),
            asked.problems());
    var hits = asked.isAnything() && asked.problems().isEmpty() ? hits(asked) : null;
    var page = Answer.page("Search", "search/search.jte", new SearchView(form, id, hits));
    return asked.problems().isEmpty() ? page : page.withStatus(422);
  }

  private static Option option(Connector connector) {
    return new Option(connector.id().toString(), connector.registration().name());
  }

  private static Option option(Source source) {
    return new Option(source.id().toString(), source.name());
  }

  private Answer exceptions(Visit visit) {
    return part(Asked.of(visit));
  }

  private Answer log(Visit visit) {
    return part(Asked.of(visit));
  }

  /** Where a script goes on with the search. */
  private Answer part(Asked asked) {
    if (!asked.problems().isEmpty()) {
      return new Answer.Fragment(
          422, "search/hits.jte", SearchView.Hits.refused(asked.problems().getFirst()));
    }
    return Answer.fragment("search/hits.jte", hits(asked));
  }

  private SearchView.Hits hits(Asked asked) {
    var log = asked.log();
    try {
      if (log == null) {
        var page = search.exceptions(asked.query(), asked.cursor(), HITS);
        return SearchView.Hits.of(page, asked, HITS);
      }
      return search
          .log(log, asked.cursor(), HITS)
          .map(page -> SearchView.Hits.of(page, asked, HITS))
          .orElseGet(() -> SearchView.Hits.refused("There is no such source."));
    } catch (IllegalArgumentException _) {
      return SearchView.Hits.refused("This search cannot be gone on with; begin it again.");
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
