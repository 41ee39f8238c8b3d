package dev.waybill.json;

import dev.waybill.domain.ingest.EventItem;
import dev.waybill.domain.ingest.EventItem.Parsed;
import dev.waybill.domain.ingest.EventItem.Unreadable;
import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Items;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Malformed;
import dev.waybill.domain.ingest.EventSlicer.Sliced.TooMany;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** {@link EventSlicer} on Jackson's streaming parser: one pass, no item is read twice. */
public final class JacksonEventSlicer implements EventSlicer {
  @Override
  public Sliced slice(byte[] body, Format format) {
    if (isBlank(body, 0, body.length)) {
      return new Malformed("The body is empty.");
    }
    var clean = LoneSurrogates.blanked(body);
    return switch (format) {
      case JSON -> sliceJson(clean);
      case NDJSON -> sliceLines(clean);
    };
  }

  private static Sliced sliceJson(byte[] body) {
    int invalid = Utf8.firstInvalid(body, 0, body.length);
    if (invalid >= 0) {
      return new Malformed("The body is not UTF-8 at " + Place.of(body, invalid) + ".");
    }
    try (var parser = Streams.factory().createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      var sliced = parser.isExpectedStartArrayToken() ? elements(parser) : single(parser);
      if (sliced instanceof Items && parser.nextToken() != null) {
        return malformed(parser.currentTokenLocation());
      }
      return sliced;
    } catch (JacksonException e) {
      return malformed(e.getLocation());
    }
  }

  private static Sliced single(JsonParser parser) {
    return new Items(List.of(item(parser)));
  }

  private static Sliced elements(JsonParser parser) {
    var items = new ArrayList<EventItem>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == MAX_ITEMS) {
        return new TooMany();
      }
      items.add(item(parser));
    }
    return new Items(items);
  }

  private static EventItem item(JsonParser parser) {
    if (!parser.isExpectedStartObjectToken()) {
      parser.skipChildren();
      return new Unreadable(Refusal.WRONG_TYPE.at());
    }
    var reader = new TreeReader(parser, MAX_DEPTH, MAX_ITEM_BYTES);
    return item(reader.read(), reader.problem());
  }

  private static EventItem item(@Nullable Json value, @Nullable Problem problem) {
    if (problem != null) {
      return new Unreadable(problem);
    }
    return value instanceof JsonObject object
        ? new Parsed(object)
        : new Unreadable(Refusal.WRONG_TYPE.at());
  }

  private static Sliced sliceLines(byte[] body) {
    var items = new ArrayList<EventItem>();
    int from = 0;
    while (from < body.length) {
      int to = endOfLine(body, from);
      if (!isBlank(body, from, to)) {
        if (items.size() == MAX_ITEMS) {
          return new TooMany();
        }
        items.add(line(body, from, to));
      }
      from = to + 1;
    }
    return new Items(items);
  }

  private static EventItem line(byte[] body, int from, int to) {
    int length = (body[to - 1] == '\r' ? to - 1 : to) - from;
    if (length > MAX_ITEM_BYTES) {
      return new Unreadable(Refusal.TOO_LARGE.at());
    }
    var reading = Streams.readOne(body, from, length, MAX_DEPTH);
    return item(reading.value(), reading.problem());
  }

  private static int endOfLine(byte[] body, int from) {
    int to = from;
    while (to < body.length && body[to] != '\n') {
      to++;
    }
    return to;
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private static Sliced malformed(@Nullable TokenStreamLocation location) {
    if (location == null || location.getLineNr() < 1) {
      return new Malformed("The body is not well-formed JSON.");
    }
    return new Malformed(
        "The body is not well-formed JSON at "
            + new Place(location.getLineNr(), location.getColumnNr())
            + ".");
  }

  /** Where in a body, counted from 1. */
  private record Place(int line, int column) {
    static Place of(byte[] body, int index) {
      int line = 1;
      int column = 1;
      for (int i = 0; i < index; i++) {
        column++;
        if (body[i] == '\n') {
          line++;
          column = 1;
        }
      }
      return new Place(line, column);
    }

    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }
}
