package dev.waybill.inbound.console.search;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.IsoTime;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.search.SearchEvents.LogQuery;
import dev.waybill.domain.search.SearchEvents.Query;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.console.frame.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, as the address says it.
 *
 * @param texts every field as it was written
 * @param log null where the exceptions are searched
 * @param problems what cannot be understood; then nothing is searched
 */
record Asked(
    Map<String, String> texts,
    Query query,
    @Nullable LogQuery log,
    @Nullable String cursor,
    List<String> problems) {
  static final List<String> FIELDS =
      List.of("connector", "verdict", "code", "event", "order_id", "from", "to", "source");

  Asked {
    texts = Map.copyOf(texts);
    problems = List.copyOf(problems);
  }

  static Asked of(Visit visit) {
    return new Reader(visit).read();
  }

  boolean isAnything() {
    return texts.values().stream().anyMatch(text -> !text.isEmpty());
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** The address of the next step of the same search. */
  String next(String cursor) {
    var address = new StringBuilder(SearchPart.PATH).append(log == null ? "/exceptions" : "/log");
    address.append("?cursor=").append(SearchPart.encoded(cursor));
    var asked = new LinkedHashMap<>(texts);
    if (log != null) {
      // The day that is searched stays the same from step to step.
      asked.put("from", log.from().toString());
      asked.put("to", log.to().toString());
    }
    asked.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            address.append('&').append(name).append('=').append(SearchPart.encoded(text));
          }
        });
    return address.toString();
  }

  /** The same as a page, for who has no scripts. */
  String nextPage(String cursor) {
    return next(cursor).replaceFirst("/(exceptions|log)\\?", "?");
  }

  /** Reads one address. */
  private static final class Reader {
    private final Visit visit;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reader(Visit visit) {
      this.visit = visit;
      FIELDS.forEach(name -> texts.put(name, visit.query(name).orElse("").strip()));
    }

    Asked read() {
      var connector = optional("connector", ConnectorId::parse, "There is no such connector.");
      var verdict = optional("verdict", Reader::verdict, "Choose retrying, dead or expired.");
      var from = time("from");
      var to = time("to");
      var query =
          new Query(
              connector,
              verdict == null ? Query.EXCEPTIONS : Set.of(verdict),
              orNull("code"),
              orNull("event"),
              orNull("order_id"),
              from,
              to);
      var log = text("source").isEmpty() ? null : log(from, to);
      return new Asked(texts, query, log, visit.query("cursor").orElse(null), problems);
    }

    private String text(String name) {
      return texts.getOrDefault(name, "");
    }

    private @Nullable String orNull(String name) {
      var text = text(name);
      return text.isEmpty() ? null : text;
    }

    private <T> @Nullable T optional(
        String name, Function<String, Optional<T>> read, String problem) {
      var text = text(name);
      if (text.isEmpty()) {
        return null;
      }
      var value = read.apply(text);
      if (value.isEmpty()) {
        problems.add(problem);
      }
      return value.orElse(null);
    }

    private static Optional<Verdict> verdict(String text) {
      return Verdict.ofWire(text).filter(Query.EXCEPTIONS::contains);
    }

    private @Nullable Instant time(String name) {
      return optional(name, Reader::parsed, "Write times as 2026-05-01T12:30, in UTC.");
    }

    /** As browsers write a time, in UTC, or whole with its zone. */
    private static Optional<Instant> parsed(String text) {
      return IsoTime.parse(text.endsWith("Z") ? text : text + "Z");
    }

    /** Without a time the last day is searched; with one end given, the day beside it. */
    private @Nullable LogQuery log(@Nullable Instant from, @Nullable Instant to) {
      var source = optional("source", SourceId::parse, "There is no such source.");
      var orderId = text("order_id");
      if (orderId.isEmpty()) {
        problems.add("To search a source's log, give the order id.");
      }
      var day = SearchEvents.LONGEST_STRETCH;
      var end = to != null ? to : from != null ? from.plus(day) : visit.now();
      var start = from != null ? from : end.minus(day);
      if (!start.isBefore(end) || Duration.between(start, end).compareTo(day) > 0) {
        problems.add("The log is searched for at most 24 hours; bring the two times closer.");
      }
      return source == null || !problems.isEmpty()
          ? null
          : new LogQuery(source, orderId, start, end);
    }
  }
}
