package dev.waybill.inbound.console.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.domain.story.ExplainEvents.Explained;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.PrettyJson;
import dev.waybill.inbound.http.Refusals;
import java.net.URLEncoder;
import java.util.List;

/** What became of an event, and how: what was sent, each rule, the request, the answer. */
public final class StoryPart implements ConsolePart {
  private final ExplainEvents events;
  private final Circumstances circumstances;
  private final PrettyJson pretty;

  public StoryPart(ExplainEvents events, Circumstances circumstances, PrettyJson pretty) {
    this.events = events;
    this.circumstances = circumstances;
    this.pretty = pretty;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get("/console/events/{event_id}", this::masked),
        ConsoleRoute.post("/console/events/{event_id}/uncover", this::uncovered));
  }

  /** Where the story of that event is told. */
  public static String path(String eventId) {
    return "/console/events/" + URLEncoder.encode(eventId, UTF_8).replace("+", "%20");
  }

  private Answer masked(Visit visit) {
    var id = visit.path("event_id");
    return EventId.isValid(id)
        ? told(visit, id, events.masked(new EventId(id)), StoryView.Cover.MASKED)
        : nowhere();
  }

  private Answer uncovered(Visit visit) {
    var id = visit.path("event_id");
    return EventId.isValid(id)
        ? told(visit, id, events.revealed(new EventId(id)), StoryView.Cover.UNCOVERED)
        : nowhere();
  }

  private Answer told(Visit visit, String id, List<Explained> told, StoryView.Cover cover) {
    if (told.isEmpty()) {
      return nowhere();
    }
    var writer = new StoryWriter(circumstances, visit.now(), pretty);
    return Answer.page("Event " + id, "story/story.jte", writer.view(id, told, cover))
        .under(new Link("Search", "/console/search"));
  }

  private static Answer nowhere() {
    return Answer.refused(
        Refusals.notFound(
            "No event with this id is in the log or among the exceptions. It was never accepted,"
                + " or it has left the log since."));
  }
}
