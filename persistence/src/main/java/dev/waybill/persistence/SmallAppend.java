package dev.waybill.persistence;

import static java.util.stream.Collectors.joining;

import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Appends a few events of one source in a single round trip: lock, numbers, keys, log, record and
 * commit travel together. It does what {@link AppendTransaction} does, under the same lock.
 *
 * <p>Which key tables there are has to be known beforehand, since their names stand in the
 * statement. It compares what it was told with what there is, writes nothing where the two differ,
 * and says what there is. For use by many threads.
 */
final class SmallAppend {
  static final int MOST_EVENTS = 256;
  static final int MOST_BYTES = 512 * 1024;

  // A statement of its own, so that the statement after it sees what committed during the wait.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7201, ?);\n";

  private static final String APPEND =
      """
      WITH block AS (
        SELECT (SELECT slot FROM log_slot ORDER BY generation DESC LIMIT 1) AS slot,
               nextval('log_block') * 16384 AS base,
               (SELECT array_agg(slot ORDER BY generation DESC) FROM key_slot) AS key_slots
      ), given AS (
        SELECT place, event_key, payload, origin, happened
          FROM unnest(?::uuid[], ?::bytea[], ?::text[], ?::timestamptz[]) WITH ORDINALITY
                 AS new (event_key, payload, origin, happened, place)
      ), claimed AS (
        INSERT INTO event_key (slot, event_key, source_id, seq)
        SELECT block.key_slots[1], new.event_key, ?, block.base + new.place
          FROM block, given new
         WHERE block.key_slots = ?::smallint[]
           /* and in no other slot */
         ORDER BY new.place
        ON CONFLICT DO NOTHING
        RETURNING seq, source_id
      ), fresh AS (
        SELECT claimed.seq, claimed.source_id, given.*
          FROM claimed JOIN given ON given.place = (claimed.seq & 16383)
      ), logged AS (
        INSERT INTO event_log (slot, source_id, seq, event_key, payload)
        SELECT block.slot, fresh.source_id, fresh.seq, fresh.event_key, fresh.payload
          FROM block, fresh
         ORDER BY fresh.seq
      ), recorded AS (
        INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, slot,
                                   oldest_web, oldest_app, oldest_offline, oldest_crm)
        SELECT fresh.source_id, min(seq), max(seq), count(*), ? - count(*), block.slot,
               min(happened) FILTER (WHERE origin = 'web'),
               min(happened) FILTER (WHERE origin = 'app'),
               min(happened) FILTER (WHERE origin = 'offline'),
               min(happened) FILTER (WHERE origin = 'crm')
          FROM block, fresh
         GROUP BY fresh.source_id, block.slot
      )
      SELECT block.key_slots, ARRAY(SELECT place FROM fresh) AS places FROM block""";

  private volatile KeySlots known = KeySlots.of(List.of());

  /** Whether the events are few enough, and of one source. */
  static boolean isFor(List<NewEvent> events) {
    if (events.size() > MOST_EVENTS) {
      return false;
    }
    long bytes = 0;
    for (var event : events) {
      bytes += event.payload().length;
      if (!event.source().equals(events.getFirst().source())) {
        return false;
      }
    }
    return bytes <= MOST_BYTES;
  }

  /**
   * Appends the events durably.
   *
   * @param handle outside of any transaction
   * @return an answer for each event, in order; empty, and nothing was appended, when the key
   *     tables changed faster than they could be told
   */
  Optional<List<Appended>> append(Handle handle, List<NewEvent> events) {
    try {
      var appended = tryOnce(handle.getConnection(), events);
      return appended.isPresent() ? appended : tryOnce(handle.getConnection(), events);
    } catch (SQLException e) {
      throw new AppendFailedException(e);
    }
  }

  private Optional<List<Appended>> tryOnce(Connection connection, List<NewEvent> events)
      throws SQLException {
    var assumed = known;
    try (var statement = connection.prepareStatement(assumed.sql())) {
      bind(statement, events, assumed);
      statement.execute();
      statement.getMoreResults();
      try (var result = statement.getResultSet()) {
        result.next();
        var found = List.of((Short[]) result.getArray("key_slots").getArray());
        if (found.equals(assumed.slots())) {
          return Optional.of(answers(events, (Long[]) result.getArray("places").getArray()));
        }
        known = KeySlots.of(found);
        return Optional.empty();
      }
    }
  }

  private static void bind(PreparedStatement statement, List<NewEvent> events, KeySlots assumed)
      throws SQLException {
    int source = events.getFirst().source().number();
    statement.setInt(1, source);
    setArray(statement, 2, "uuid", column(events, event -> event.key().uuid(), UUID[]::new));
    setArray(statement, 3, "bytea", column(events, NewEvent::payload, byte[][]::new));
    setArray(
        statement,
        4,
        "text",
        column(events, event -> event.occurrence().source().wire(), String[]::new));
    setArray(
        statement,
        5,
        "timestamptz",
        column(events, event -> event.occurrence().time().toString(), String[]::new));
    statement.setInt(6, source);
    setArray(statement, 7, "int2", assumed.slots().toArray(Short[]::new));
    statement.setInt(8, events.size());
  }

  private static <T> T[] column(
      List<NewEvent> events, Function<NewEvent, T> value, IntFunction<T[]> array) {
    return events.stream().map(value).toArray(array);
  }

  private static void setArray(
      PreparedStatement statement, int parameter, String elementType, Object[] values)
      throws SQLException {
    statement.setArray(parameter, statement.getConnection().createArrayOf(elementType, values));
  }

  private static List<Appended> answers(List<NewEvent> events, Long[] accepted) {
    var answers = new Appended[events.size()];
    Arrays.fill(answers, Appended.DUPLICATE);
    for (long place : accepted) {
      answers[(int) place - 1] = Appended.ACCEPTED;
    }
    return List.of(answers);
  }

  /**
   * The parts of the key index, the one that is written first, and the statement for them.
   *
   * @param slots none while it is not known which there are
   */
  private record KeySlots(List<Short> slots, String sql) {
    static KeySlots of(List<Short> slots) {
      var others =
          slots.stream()
              .skip(1)
              .sorted()
              .map(slot -> "AND NOT " + AppendTransaction.inSlot(slot))
              .collect(joining());
      return new KeySlots(
          List.copyOf(slots), LOCK + APPEND.replace("/* and in no other slot */", others));
    }
  }

  private static final class AppendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppendFailedException(SQLException cause) {
      super("events could not be appended", cause);
    }
  }
}
