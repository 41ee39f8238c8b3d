package dev.waybill.domain.story;

import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Story;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of an event and how: what was received, what each rule made of it, what is sent
 * to each platform, and what came back. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface ExplainEvents {
  /** The events with that id, oldest first, with whatever could lead to a person hidden. */
  List<Explained> masked(EventId id);

  /** The same with nothing hidden; that it was uncovered is recorded first. */
  List<Explained> revealed(EventId id);

  /**
   * An event.
   *
   * @param received what was received; {@code null} in JSON where its payload is past its time
   */
  record Explained(Story story, Json received, List<Passage> passages) {
    public Explained {
      passages = List.copyOf(passages);
    }
  }

  /** The event's way to one connector. */
  record Passage(Chapter chapter, Making making) {}

  /** What a connector's active configuration makes of the event now. */
  sealed interface Making {
    /**
     * @param rules every rule that was asked, in the order they were
     * @param problems why there is no payload; empty where there is one
     * @param request null where nothing would be sent, or the destination cannot tell
     */
    record Made(
        Admission admission,
        List<RuleLine> rules,
        List<Problem> problems,
        @Nullable OutboundRequest request,
        List<LintFinding> findings)
        implements Making {
      public Made {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
        findings = List.copyOf(findings);
      }
    }

    /**
     * Nothing, because of that.
     *
     * @param why a sentence
     */
    record Nothing(String why) implements Making {}
  }

  /**
   * What one rule did.
   *
   * @param by {@code path}, {@code constant} …, as a mapping's trace calls it
   * @param from the place in the event that the value came from; null where no single place did
   * @param steps the conversions it went through
   * @param value what the field got; null where it got none
   */
  record RuleLine(
      JsonPointer field,
      String by,
      @Nullable JsonPointer from,
      List<String> steps,
      @Nullable Json value) {
    public RuleLine {
      steps = List.copyOf(steps);
    }
  }
}
