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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * {@link EventSlicer}: a body in order is read in one pass, any other a second time by Jackson's
 * streaming parser, which tells what is wrong with which item.
 */
public final class JacksonEventSlicer implements EventSlicer {
  @Override
  public Sliced slice(byte[] body, Format format) {
    if (isBlank(body, 0, body.length)) {
      return new Malformed("The body is empty.");
    }
    return switch (format) {
      case JSON -> {
        var swift = swift(body);
        yield swift == null ? sliceJson(LoneSurrogates.blanked(body)) : swift;
      }
      case NDJSON -> sliceLines(body);
    };
  }

  /** Null for a body that is not in order from its first item to its last. */
  private static @Nullable Sliced swift(byte[] body) {
    var reader = new SwiftReader(body, 0, body.length, MAX_DEPTH);
    var items = new ArrayList<EventItem>();
    boolean batch = reader.goesOnWith('[');
    do {
      var item = swiftItem(reader);
      if (item == null || items.size() == MAX_ITEMS) {
        return null;
      }
      items.add(item);
    } while (batch && reader.goesOnWith(','));
    return (!batch || reader.goesOnWith(']')) && reader.isAtEnd() ? new Items(items) : null;
  }

  private static @Nullable EventItem swiftItem(SwiftReader reader) {
    int from = reader.at();
    var value = reader.value(0);
    return value instanceof JsonObject object && reader.at() - from <= MAX_ITEM_BYTES
        ? new Parsed(object)
        : null;
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
    var swift = SwiftReader.one(body, from, from + length, MAX_DEPTH);
    if (swift != null) {
      return item(swift, null);
    }
    var clean = LoneSurrogates.blanked(Arrays.copyOfRange(body, from, from + length));
    var reading = Streams.readOne(clean, 0, length, MAX_DEPTH);
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
