package dev.waybill.inbound.console.story;

import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.story.ExplainEvents.Explained;
import dev.waybill.domain.story.ExplainEvents.Making;
import dev.waybill.domain.story.ExplainEvents.Passage;
import dev.waybill.domain.story.ExplainEvents.RuleLine;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.PrettyJson;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.console.story.StoryView.EventView;
import dev.waybill.inbound.console.story.StoryView.Moment;
import dev.waybill.inbound.console.story.StoryView.RequestView;
import dev.waybill.inbound.console.story.StoryView.RuleRow;
import dev.waybill.inbound.console.story.StoryView.WayView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a story into words. */
final class StoryWriter {
  private final Verdicts verdicts;
  private final PrettyJson pretty;

  StoryWriter(Circumstances circumstances, Instant now, PrettyJson pretty) {
    this.verdicts = new Verdicts(circumstances, now);
    this.pretty = pretty;
  }

  StoryView view(String id, List<Explained> told, StoryView.Cover cover) {
    return new StoryView(
        id, cover, StoryPart.path(id) + "/uncover", told.stream().map(this::event).toList());
  }

  private EventView event(Explained told) {
    var story = told.story();
    var received = told.received();
    var title =
        received instanceof JsonObject event
            ? text(event, "event") + " from " + text(event, "event_source")
            : "An event whose payload is past its time";
    return new EventView(
        title,
        story.key().uuid().toString(),
        story.source().toString(),
        Figures.moment(story.receivedAt()),
        pretty.write(received),
        told.passages().stream().map(passage -> way(passage, story.receivedAt())).toList());
  }

  private static String text(JsonObject event, String name) {
    var text = event.string(name);
    return text == null ? "?" : text;
  }

  private WayView way(Passage passage, Instant received) {
    var chapter = passage.chapter();
    var fate = chapter.fate();
    var made = passage.making() instanceof Making.Made it ? it : null;
    return new WayView(
        chapter.connector().toString(),
        chapter.connectorName(),
        "/console/connectors/" + chapter.connector(),
        Verdicts.badge(fate.verdict()),
        verdicts.sentence(chapter),
        verdicts.reason(chapter),
        moments(chapter, received),
        made == null ? List.of() : made.rules().stream().map(this::rule).toList(),
        made == null ? null : request(made.request()),
        nothing(passage.making()),
        made == null
            ? List.of()
            : made.findings().stream()
                .map(finding -> finding.pointer() + ": " + finding.message())
                .toList());
  }

  private static @Nullable String nothing(Making making) {
    return switch (making) {
      case Making.Nothing(var why) -> why;
      case Making.Made made when !made.problems().isEmpty() ->
          "The mapping makes no payload of it: "
              + String.join(
                  " ",
                  made.problems().stream()
                      .map(problem -> problem.pointer() + ": " + problem.message())
                      .toList());
      case Making.Made made when made.request() == null -> unsent(made.admission());
      case Making.Made _ -> null;
    };
  }

  private static String unsent(Admission admission) {
    return switch (admission) {
      case WANTED -> "This platform does not show its requests.";
      case FILTERED -> "The connector's filter does not want it, so nothing is sent.";
      case NO_PLACE -> "The connector sends no events from there, so nothing is sent.";
      case TOO_OLD -> "It is older than the platform takes, so nothing would be sent now.";
    };
  }

  private RuleRow rule(RuleLine rule) {
    JsonPointer from = rule.from();
    Json value = rule.value();
    return new RuleRow(
        rule.field().toString(),
        from == null ? rule.by() : from.toString(),
        String.join(" → ", rule.steps()),
        value == null ? "" : pretty.compact(value));
  }

  private @Nullable RequestView request(@Nullable OutboundRequest request) {
    return request == null
        ? null
        : new RequestView(
            request.method() + " " + request.uri(),
            request.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toList(),
            pretty.write(request.body()));
  }

  private static List<Moment> moments(Chapter chapter, Instant received) {
    var moments = new ArrayList<Moment>();
    moments.add(
        moment(
            received,
            received,
            new Badge(Tone.PLAIN, "received"),
            "Accepted and stored.",
            List.of()));
    int attempt = 0;
    for (var call : chapter.calls()) {
      moments.add(call(call, ++attempt, received));
    }
    var fate = chapter.fate();
    end(fate, received).ifPresent(moments::add);
    return moments;
  }

  private static Moment call(SettledCall call, int attempt, Instant received) {
    var status = call.httpStatus();
    var details = new ArrayList<String>();
    details.add("took " + call.took().toMillis() + " ms");
    details.add(status == null ? "no answer" : "HTTP " + status);
    details.add("code " + call.code());
    var requestId = call.requestId();
    if (requestId != null) {
      details.add("request " + requestId);
    }
    var message = call.message();
    boolean answered = status != null && status >= 200 && status < 300;
    return moment(
        call.at(),
        received,
        new Badge(answered ? Tone.BUSY : Tone.WARN, "call " + attempt),
        message == null ? "The platform gave no message." : message,
        details);
  }

  private static Optional<Moment> end(Fate fate, Instant received) {
    var at = fate.at();
    var next = fate.nextAttempt();
    if (next != null) {
      return Optional.of(
          moment(next, received, new Badge(Tone.BUSY, "next"), "It is tried again.", List.of()));
    }
    return at == null
        ? Optional.empty()
        : Optional.of(
            moment(
                at,
                received,
                Verdicts.badge(fate.verdict()),
                "Its verdict was settled.",
                List.of()));
  }

  private static Moment moment(
      Instant at, Instant received, Badge what, String text, List<String> details) {
    var apart = Duration.between(received, at);
    var after =
        apart.isZero() || apart.isNegative()
            ? ""
            : apart.toMillis() < 1_000
                ? "+" + apart.toMillis() + " ms"
                : "+" + Figures.length(apart);
    return new Moment(at.toString(), Figures.moment(at), after, what, text, details);
  }
}
