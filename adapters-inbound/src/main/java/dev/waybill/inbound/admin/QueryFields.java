package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.IsoTime;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query one by one, and keeps what is wrong with them. */
final class QueryFields {
  private final Request request;
  private final List<Problem> problems = new ArrayList<>();

  QueryFields(Request request) {
    this.request = request;
  }

  /** The parameter as it is; null when it is absent or empty. */
  @Nullable String text(String name) {
    return request.query(name).filter(text -> !text.isEmpty()).orElse(null);
  }

  /**
   * The parameter as something; null when it is absent, and a problem when it is something else.
   */
  <T> @Nullable T optional(String name, Function<String, Optional<T>> read, String wanted) {
    var text = text(name);
    if (text == null) {
      return null;
    }
    var value = read.apply(text);
    if (value.isEmpty()) {
      wrong(name, wanted);
    }
    return value.orElse(null);
  }

  @Nullable ConnectorId connector() {
    return optional("connector", ConnectorId::parse, "Wanted a connector's id.");
  }

  @Nullable Instant time(String name) {
    return optional(name, IsoTime::parse, "Wanted an ISO 8601 time with its zone.");
  }

  int limit(int usual, int most) {
    var limit = optional("limit", text -> number(text, most), "Wanted 1 to " + most + ".");
    return limit == null ? usual : limit;
  }

  private static Optional<Integer> number(String text, int most) {
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,6}"))
        .map(Integer::valueOf)
        .filter(number -> number >= 1 && number <= most);
  }

  void wrong(String name, String wanted) {
    problems.add(Problem.at(JsonPointer.ROOT.at(name), "bad_parameter", wanted));
  }

  /** Answers when everything was right, and refuses otherwise. */
  Reply whenRight(Supplier<Reply> answer) {
    return problems.isEmpty()
        ? answer.get()
        : Refusals.badRequest("A parameter is wrong.", problems);
  }

  /** The same, where a port refuses cursors that it did not give. */
  Reply whenRightTo(Supplier<Reply> answer) {
    return whenRight(
        () -> {
          try {
            return answer.get();
          } catch (IllegalArgumentException e) {
            if (text("cursor") == null) {
              throw e;
            }
            return Refusals.badRequest("A parameter is wrong.", List.of(ListQuery.wrongCursor()));
          }
        });
  }
}
