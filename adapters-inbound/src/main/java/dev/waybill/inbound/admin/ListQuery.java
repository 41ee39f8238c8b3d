package dev.waybill.inbound.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.Request;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/outbox/events} is asked for.
 *
 * @param before a place in the list, as the outbox gave it; null for the first page
 */
record ListQuery(ConnectorId connector, Verdict verdict, int limit, @Nullable String before) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /** The parameters, or everything that is wrong with them. */
  sealed interface Parsed {
    record Asked(ListQuery query) implements Parsed {}

    record Wrong(List<Problem> problems) implements Parsed {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  static Parsed parse(Request request) {
    var problems = new ArrayList<Problem>();
    var connector = request.query("connector").flatMap(ConnectorId::parse);
    if (connector.isEmpty()) {
      problems.add(problem("connector", "Wanted a connector's id."));
    }
    var verdict = request.query("verdict").flatMap(Verdict::ofWire);
    if (verdict.isEmpty()) {
      problems.add(
          problem("verdict", "Wanted delivered, retrying, dead, expired, filtered or waiting."));
    }
    var limit = limit(request.query("limit"));
    if (limit.isEmpty()) {
      problems.add(problem("limit", "Wanted 1 to " + MAX_LIMIT + "."));
    }
    if (connector.isEmpty() || verdict.isEmpty() || limit.isEmpty()) {
      return new Parsed.Wrong(problems);
    }
    var first = new ListQuery(connector.get(), verdict.get(), limit.get(), null);
    return request.query("cursor").map(first::goOn).orElseGet(() -> new Parsed.Asked(first));
  }

  private static Problem problem(String parameter, String message) {
    return Problem.at(JsonPointer.ROOT.at(parameter), "bad_parameter", message);
  }

  private static Optional<Integer> limit(Optional<String> text) {
    if (text.isEmpty()) {
      return Optional.of(DEFAULT_LIMIT);
    }
    return text.filter(digits -> digits.matches("[0-9]{1,4}"))
        .map(Integer::valueOf)
        .filter(limit -> limit >= 1 && limit <= MAX_LIMIT);
  }

  private Parsed goOn(String cursor) {
    var prefix = list();
    var decoded = decode(cursor);
    return decoded.startsWith(prefix) && decoded.length() > prefix.length()
        ? new Parsed.Asked(
            new ListQuery(connector, verdict, limit, decoded.substring(prefix.length())))
        : new Parsed.Wrong(List.of(wrongCursor()));
  }

  static Problem wrongCursor() {
    return problem("cursor", "Wanted the cursor that the page before gave.");
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** A cursor belongs to one list. */
  private String list() {
    return connector + "|" + verdict.wire() + "|";
  }

  /** The cursor of the page that begins at that place. */
  String cursor(String place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString((list() + place).getBytes(UTF_8));
  }

  String path(String cursor) {
    return "/v1/outbox/events?connector="
        + connector
        + "&verdict="
        + verdict.wire()
        + "&limit="
        + limit
        + "&cursor="
        + cursor;
  }
}
