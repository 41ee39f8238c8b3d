package dev.waybill.inbound.console.story;

import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.ReasonBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of all events with one id.
 *
 * @param uncoverPath where uncovering is asked for
 */
record StoryView(String id, Cover cover, String uncoverPath, List<EventView> events) {
  StoryView {
    events = List.copyOf(events);
  }

  boolean isMasked() {
    return cover == Cover.MASKED;
  }

  enum Cover {
    MASKED,
    UNCOVERED
  }

  /**
   * One event as it was received.
   *
   * @param title its name and where it happened
   * @param key for the audit list
   */
  record EventView(
      String title, String key, String source, String received, String json, List<WayView> ways) {
    EventView {
      ways = List.copyOf(ways);
    }
  }

  /**
   * The event's way to one connector.
   *
   * @param anchor names it within the page
   * @param sentence what became of it
   * @param reason why it is not delivered; null where it is
   * @param nothing why no request can be shown; null where one is
   */
  record WayView(
      String anchor,
      String connector,
      String connectorPath,
      Badge verdict,
      String sentence,
      @Nullable ReasonBlock reason,
      List<Moment> moments,
      List<RuleRow> rules,
      @Nullable RequestView request,
      @Nullable String nothing,
      List<String> findings) {
    WayView {
      moments = List.copyOf(moments);
      rules = List.copyOf(rules);
      findings = List.copyOf(findings);
    }

    List<RuleRow> madeSomething() {
      return rules.stream().filter(rule -> !rule.value().isEmpty()).toList();
    }

    /** What the mapping knows and the event does not say: most of a large mapping. */
    List<RuleRow> madeNothing() {
      return rules.stream().filter(rule -> rule.value().isEmpty()).toList();
    }
  }

  /** One rule of the mapping. */
  record RuleRow(String field, String from, String steps, String value) {}

  /** The request as it would be sent now. */
  record RequestView(String line, List<String> headers, String body) {
    RequestView {
      headers = List.copyOf(headers);
    }
  }

  /**
   * A point on the time line.
   *
   * @param time as a machine reads it
   * @param after since the event was received
   */
  record Moment(
      String time, String shown, String after, Badge what, String text, List<String> details) {
    Moment {
      details = List.copyOf(details);
    }
  }
}
