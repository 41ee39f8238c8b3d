package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.IsoTime;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.replay.ManageReplays.Wanted;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@code POST /v1/replays} is asked for, or everything that is wrong with it. */
final class ReplayBody {
  private static final Set<String> COMMON =
      Set.of("connector", "kind", "from", "to", "events_per_second", "dry_run");

  private final JsonObject body;
  private final List<Problem> problems = new ArrayList<>();

  private ReplayBody(JsonObject body) {
    this.body = body;
  }

  /** What was asked for. */
  sealed interface Parsed {
    record Asked(Wanted wanted, boolean dryRun) implements Parsed {}

    record Wrong(List<Problem> problems) implements Parsed {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  static Parsed parse(JsonObject body) {
    return new ReplayBody(body).parse();
  }

  private Parsed parse() {
    var connector = wanted("connector", "a connector's id", text(ConnectorId::parse));
    var rate = optional("events_per_second", "1 to " + ManageReplays.HIGHEST_RATE, ReplayBody::rate);
    var dryRun = optional("dry_run", "true or false", ReplayBody::flag);
    var selection = selection();
    if (!problems.isEmpty() || connector == null || selection == null) {
      return new Parsed.Wrong(problems);
    }
    return new Parsed.Asked(
        new Wanted(connector, selection, rate), Boolean.TRUE.equals(dryRun));
  }

  private @Nullable Selection selection() {
    return switch (body.string("kind")) {
      case "dead_letters" -> deadLetters();
      case "time_range" -> timeRange();
      case null, default -> {
        problem("kind", "one_of", "Wanted one of: dead_letters, time_range.");
        yield null;
      }
    };
  }

  private @Nullable Selection deadLetters() {
    nothingBut("codes");
    var codes = optional("codes", "an array of codes", ReplayBody::codes);
    var from = optional("from", "a time with a zone", text(IsoTime::parse));
    var to = optional("to", "a time with a zone", text(IsoTime::parse));
    if (!inOrder(from, to)) {
      return null;
    }
    return new Selection.DeadLetters(codes == null ? Set.of() : codes, from, to);
  }

  private @Nullable Selection timeRange() {
    nothingBut("source");
    var from = wanted("from", "a time with a zone", text(IsoTime::parse));
    var to = wanted("to", "a time with a zone", text(IsoTime::parse));
    var source = optional("source", "a source's id", text(SourceId::parse));
    if (!inOrder(from, to) || from == null || to == null) {
      return null;
    }
    return new Selection.TimeRange(from, to, source);
  }

  private boolean inOrder(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null || from.isBefore(to)) {
      return true;
    }
    problem("to", "not_after", "Wanted a time after from.");
    return false;
  }

  private void nothingBut(String more) {
    var known = new TreeSet<>(COMMON);
    known.add(more);
    for (var name : body.members().keySet()) {
      if (!known.contains(name)) {
        problem(name, "unknown_member", "Wanted nothing but " + String.join(", ", known) + ".");
      }
    }
  }

  private <T> @Nullable T wanted(String name, String what, Function<Json, Optional<T>> read) {
    if (body.get(name) == null) {
      problem(name, "required", "Wanted " + what + ".");
    }
    return optional(name, what, read);
  }

  private <T> @Nullable T optional(String name, String what, Function<Json, Optional<T>> read) {
    var value = body.get(name);
    if (value == null) {
      return null;
    }
    var found = read.apply(value);
    if (found.isEmpty()) {
      problem(name, "not_allowed", "Wanted " + what + ".");
    }
    return found.orElse(null);
  }

  private void problem(String name, String code, String message) {
    problems.add(Problem.at(JsonPointer.ROOT.at(name), code, message));
  }

  private static <T> Function<Json, Optional<T>> text(Function<String, Optional<T>> read) {
    return value -> Optional.ofNullable(value.text()).flatMap(read);
  }

  private static Optional<Integer> rate(Json value) {
    return value instanceof JsonNumber number && number.isLong()
        ? Optional.of(number.value().longValue())
            .filter(rate -> rate >= 1 && rate <= ManageReplays.HIGHEST_RATE)
            .map(Long::intValue)
        : Optional.empty();
  }

  private static Optional<Boolean> flag(Json value) {
    return value instanceof JsonBoolean flag
        ? Optional.of(flag.equals(JsonBoolean.TRUE))
        : Optional.empty();
  }

  private static Optional<Set<String>> codes(Json value) {
    if (!(value instanceof JsonArray(var elements))
        || !elements.stream().allMatch(JsonString.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(
        new TreeSet<>(elements.stream().map(code -> Objects.requireNonNull(code.text())).toList()));
  }
}
