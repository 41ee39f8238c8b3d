package dev.waybill.inbound.console.search;

import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.reason.Advice;
import dev.waybill.domain.search.SearchEvents.Hit;
import dev.waybill.domain.search.SearchEvents.LogPage;
import dev.waybill.domain.search.SearchEvents.Page;
import dev.waybill.domain.search.SearchEvents.Sighting;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Field.Option;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Progress;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.console.story.StoryPart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The search page.
 *
 * @param unknownId an event id that nobody knows; empty when none was asked for
 * @param hits null until something is asked for
 */
record SearchView(Form form, String unknownId, @Nullable Hits hits) {
  /** What was asked for, and what there is to choose from. */
  record Form(
      Map<String, String> texts,
      List<Option> connectors,
      List<Option> sources,
      List<String> problems) {
    Form {
      texts = Map.copyOf(texts);
      connectors = List.copyOf(connectors);
      sources = List.copyOf(sources);
      problems = List.copyOf(problems);
    }

    String text(String name) {
      return texts.getOrDefault(name, "");
    }

    List<Option> verdicts() {
      return List.of(
          new Option("retrying", "retrying"),
          new Option("dead", "dead"),
          new Option("expired", "expired"));
    }
  }

  /**
   * What a step found.
   *
   * @param problem why nothing was searched; empty otherwise
   * @param next the address of the next step; null at the end
   * @param nextPage the same as a page
   * @param goesOn whether a script goes on at once: nothing was left out, and nothing found yet
   */
  record Hits(
      List<Row> rows,
      String problem,
      Progress progress,
      @Nullable String next,
      @Nullable String nextPage,
      boolean goesOn) {
    Hits {
      rows = List.copyOf(rows);
    }

    static Hits refused(String problem) {
      return new Hits(List.of(), problem, new Progress("", 0, 0), null, null, false);
    }

    static Hits of(Page page, Asked asked, int limit) {
      var reached = page.reached();
      var label =
          reached == null
              ? "No exceptions here."
              : "Looked at "
                  + Figures.count(page.scanned())
                  + " exceptions, back to those received at "
                  + Figures.moment(reached)
                  + ".";
      return hits(
          page.hits().stream().map(Hits::row).toList(),
          new Progress(label, 0, 0),
          page.next(),
          asked,
          limit);
    }

    static Hits of(LogPage page, Asked asked, int limit) {
      var label =
          "Looked at "
              + Figures.count(page.scanned())
              + " of "
              + Figures.events(page.events())
              + ".";
      return hits(
          page.found().stream().map(Hits::row).toList(),
          new Progress(label, page.scanned(), page.events()),
          page.next(),
          asked,
          limit);
    }

    private static Hits hits(
        List<Row> rows, Progress progress, @Nullable String next, Asked asked, int limit) {
      return new Hits(
          rows,
          "",
          progress,
          next == null ? null : asked.next(next),
          next == null ? null : asked.nextPage(next),
          next != null && rows.size() < limit);
    }

    private static Row row(Hit hit) {
      var fate = hit.fate();
      return row(
          hit.eventId(),
          hit.name(),
          Figures.moment(hit.receivedAt()),
          hit.connectorName(),
          badge(fate),
          reason(fate));
    }

    private static Row row(Sighting sighting) {
      return row(
          sighting.eventId(), sighting.name(), Figures.moment(sighting.receivedAt()), "", null, "");
    }

    private static Row row(
        @Nullable String id,
        @Nullable String name,
        String received,
        String connector,
        @Nullable Badge verdict,
        String reason) {
      return new Row(
          id == null ? "its payload is past its time" : id,
          id == null ? null : StoryPart.path(id),
          name == null ? "" : name,
          received,
          connector,
          verdict,
          reason);
    }

    private static Badge badge(Fate fate) {
      return switch (fate.verdict()) {
        case RETRYING -> new Badge(Tone.WARN, "retrying");
        case DEAD, EXPIRED -> new Badge(Tone.BAD, fate.verdict().wire());
        case DELIVERED, FILTERED, WAITING -> new Badge(Tone.PLAIN, fate.verdict().wire());
      };
    }

    private static String reason(Fate fate) {
      var message = fate.message();
      var code = fate.code();
      if (code == null) {
        return message == null ? "" : message;
      }
      return (message == null || message.isBlank() ? unsaid(code) : message) + " (" + code + ")";
    }

    /** A bare code is no reason. */
    private static String unsaid(String code) {
      return Advice.known(code).orElse("The platform said nothing more.");
    }
  }

  /**
   * One event.
   *
   * @param path its story; null where it cannot be told
   * @param verdict null where the story has to tell it
   */
  record Row(
      String id,
      @Nullable String path,
      String name,
      String received,
      String connector,
      @Nullable Badge verdict,
      String reason) {}
}
