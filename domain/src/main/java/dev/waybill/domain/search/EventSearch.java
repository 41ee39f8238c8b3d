package dev.waybill.domain.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.search.EventScan.Candidate;
import dev.waybill.domain.search.EventScan.Logged;
import dev.waybill.domain.search.EventScan.Place;
import dev.waybill.domain.search.EventScan.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks through exceptions and the log, a piece at a time, until a step's time is over. */
public final class EventSearch implements SearchEvents {
  private static final int EXCEPTIONS_AT_A_TIME = 500;
  private static final int EVENTS_AT_A_TIME = 4_000;
  private static final JsonPointer ORDER_ID = JsonPointer.parse("/properties/order_id");

  /** Commits of several sources are not quite in the order of their times. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,19})\\.([0-9]{1,9})");

  private final EventScan scan;
  private final JsonCodec json;
  private final InstantSource clock;

  public EventSearch(EventScan scan, JsonCodec json, InstantSource clock) {
    this.scan = scan;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Page exceptions(Query query, @Nullable String cursor, int limit) {
    checked(limit);
    var to = query.to();
    var place = cursor != null ? place(cursor) : to == null ? Place.NEWEST : scan.at(to);
    var hits = new ArrayList<Hit>();
    var end = clock.instant().plus(STEP);
    int scanned = 0;
    @Nullable Instant reached = null;
    do {
      var candidates =
          scan.exceptions(query.connector(), query.verdicts(), place, EXCEPTIONS_AT_A_TIME);
      for (var candidate : candidates) {
        place = candidate.place();
        reached = candidate.receivedAt();
        scanned++;
        hit(query, candidate).ifPresent(hits::add);
        if (hits.size() == limit) {
          return new Page(hits, written(place), scanned, reached);
        }
      }
      if (candidates.size() < EXCEPTIONS_AT_A_TIME || isBefore(query.from(), reached)) {
        return new Page(hits, null, scanned, reached);
      }
    } while (clock.instant().isBefore(end));
    return new Page(hits, written(place), scanned, reached);
  }

  private static boolean isBefore(@Nullable Instant from, @Nullable Instant reached) {
    return from != null && reached != null && reached.isBefore(from.minus(SLACK));
  }

  private Optional<Hit> hit(Query query, Candidate candidate) {
    if (!isWanted(query, candidate)) {
      return Optional.empty();
    }
    var event = read(candidate.payload());
    if (!isWanted(query, event)) {
      return Optional.empty();
    }
    return Optional.of(
        new Hit(
            candidate.connector(),
            candidate.connectorName(),
            candidate.source(),
            candidate.key(),
            event.string("event_id"),
            event.string("event"),
            candidate.receivedAt(),
            candidate.fate()));
  }

  private static boolean isWanted(Query query, Candidate candidate) {
    var code = query.code();
    var from = query.from();
    var to = query.to();
    return (code == null || code.equals(candidate.fate().code()))
        && (from == null || !candidate.receivedAt().isBefore(from))
        && (to == null || candidate.receivedAt().isBefore(to));
  }

  private static boolean isWanted(Query query, JsonObject event) {
    var name = query.event();
    var orderId = query.orderId();
    return (name == null || name.equals(event.string("event")))
        && (orderId == null || hasOrderId(event, orderId));
  }

  private static boolean hasOrderId(JsonObject event, String wanted) {
    var found = ORDER_ID.resolve(event);
    return found instanceof JsonNumber(var number)
        ? number.toPlainString().equals(wanted)
        : found != null && wanted.equals(found.text());
  }

  private JsonObject read(byte @Nullable [] payload) {
    return payload != null && json.read(payload).orElse(null) instanceof JsonObject object
        ? object
        : JsonObject.EMPTY;
  }

  @Override
  public Optional<LogPage> log(LogQuery query, @Nullable String cursor, int limit) {
    checked(limit);
    return scan.stretch(query.source(), query.from(), query.to())
        .map(stretch -> log(query, stretch, cursor, limit));
  }

  private LogPage log(LogQuery query, Stretch stretch, @Nullable String cursor, int limit) {
    long before = cursor == null ? above(stretch.to()) : place(cursor).seq();
    var found = new ArrayList<Sighting>();
    var end = clock.instant().plus(STEP);
    do {
      var piece =
          scan.log(
              query.source(), stretch.after(), before, needle(query.orderId()), EVENTS_AT_A_TIME);
      for (var logged : piece.found()) {
        sighting(query, logged).ifPresent(found::add);
        if (found.size() == limit) {
          return page(query, stretch, found, logged.seq());
        }
      }
      before = piece.lowest();
      if (piece.read() < EVENTS_AT_A_TIME) {
        return new LogPage(found, null, stretch.events(), stretch.events());
      }
    } while (clock.instant().isBefore(end));
    return page(query, stretch, found, before);
  }

  private LogPage page(LogQuery query, Stretch stretch, List<Sighting> found, long before) {
    long scanned = scan.events(query.source(), before - 1, stretch.to());
    return new LogPage(found, written(new Place(before, 0)), scanned, stretch.events());
  }

  private static long above(long seq) {
    return seq == Long.MAX_VALUE ? seq : seq + 1;
  }

  /** An order id is stored as the codec writes it, be it text or a number. */
  private byte[] needle(String orderId) {
    var written = new String(json.write(Json.of(orderId)), UTF_8);
    return written.substring(1, written.length() - 1).getBytes(UTF_8);
  }

  private Optional<Sighting> sighting(LogQuery query, Logged logged) {
    var event = read(logged.payload());
    return hasOrderId(event, query.orderId())
        ? Optional.of(
            new Sighting(
                logged.key(), event.string("event_id"), event.string("event"), logged.receivedAt()))
        : Optional.empty();
  }

  private static void checked(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit: wanted 1 to " + LONGEST_PAGE + ", got " + limit);
    }
  }

  private static String written(Place place) {
    return place.seq() + "." + place.lane();
  }

  private static Place place(String cursor) {
    var parts = PLACE.matcher(cursor);
    if (!parts.matches()) {
      throw new IllegalArgumentException("cursor: wanted one that an earlier page gave");
    }
    try {
      return new Place(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("cursor: wanted one that an earlier page gave");
    }
  }
}
