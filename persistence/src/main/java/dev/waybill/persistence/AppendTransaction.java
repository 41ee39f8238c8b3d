package dev.waybill.persistence;

import static java.util.stream.Collectors.joining;

import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.persistence.EventCopy.Numbered;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Appends a group of events in the transaction it is given.
 *
 * <p>A source's numbers are taken under a lock that is held until the commit is visible, so that
 * they become visible in their order. Everything that must see earlier commits is asked for in a
 * statement after the one that waited for the lock.
 */
final class AppendTransaction {
  /** So many numbers belong to one commit of one source. */
  static final int BLOCK = 16_384;

  private static final String LOCK = "SELECT pg_advisory_xact_lock(7201, :source)";

  private static final String NO_NEW_SOURCE = "LOCK TABLE source IN SHARE MODE";

  // In the order in which a commit for several sources takes them.
  private static final String LOCK_ALL =
      """
      SELECT count(*)
        FROM (SELECT pg_advisory_xact_lock(7201, id)
                FROM (SELECT id FROM source ORDER BY id) ascending OFFSET 0) locked""";

  private static final String RESERVE =
      """
      SELECT (SELECT slot FROM log_slot ORDER BY generation DESC LIMIT 1) AS slot,
             nextval('log_block') * 16384 AS base, current.slot AS key_slot,
             ARRAY(SELECT s.slot FROM key_slot s WHERE s.slot <> current.slot ORDER BY s.slot) AS others
        FROM (SELECT slot FROM key_slot ORDER BY generation DESC LIMIT 1) current""";

  private static final String KNOWN_KEYS =
      """
      SELECT new.place - 1 AS place
        FROM unnest(:keys) WITH ORDINALITY AS new (event_key, place)
       WHERE /* in any slot */""";

  private static final String RECORD_COMMIT =
      """
      INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, slot,
                                 oldest_web, oldest_app, oldest_offline, oldest_crm)
      VALUES (:source, :first, :last, :accepted, :duplicate, :slot, :web, :app, :offline, :crm)""";

  private final Handle handle;
  private final List<NewEvent> events;
  private final Appended[] answers;

  private AppendTransaction(Handle handle, List<NewEvent> events) {
    this.handle = handle;
    this.events = events;
    this.answers = new Appended[events.size()];
    Arrays.fill(answers, Appended.DUPLICATE);
  }

  /** One answer for each event, in order; they hold once the transaction has committed. */
  static List<Appended> append(Handle handle, List<NewEvent> events) {
    var transaction = new AppendTransaction(handle, events);
    transaction.bySource().forEach(transaction::append);
    return List.of(transaction.answers);
  }

  static void lock(Handle handle, int source) {
    handle.createQuery(LOCK).bind("source", source).mapToMap().one();
  }

  /**
   * Waits until no append is under way anywhere, and lets none begin before this transaction ends.
   *
   * @throws RuntimeException when that takes longer than a second
   */
  static void lockAll(Handle handle) {
    // A lock_timeout would count anew for each source while those before it wait.
    var usual = handle.createQuery("SHOW statement_timeout").mapTo(String.class).one();
    handle.execute("SET LOCAL statement_timeout = '1s'");
    handle.execute(NO_NEW_SOURCE);
    handle.createQuery(LOCK_ALL).mapTo(Long.class).one();
    handle.execute("SET LOCAL statement_timeout = '" + usual + "'");
  }

  /** The places of each source's events; ascending, so that locks are taken in one order. */
  private SortedMap<Integer, List<Integer>> bySource() {
    var places = new TreeMap<Integer, List<Integer>>();
    for (int i = 0; i < events.size(); i++) {
      places.computeIfAbsent(events.get(i).source().number(), _ -> new ArrayList<>()).add(i);
    }
    return places;
  }

  private void append(int source, List<Integer> places) {
    lock(handle, source);
    var block = reserve();
    var candidates = firstOfEachKey(places);
    var known = known(block, candidates);
    var rows = new ArrayList<Numbered>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      if (!known.contains(i)) {
        int place = candidates.get(i);
        answers[place] = Appended.ACCEPTED;
        rows.add(new Numbered(block.base() + i + 1, events.get(place)));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    copy(block, rows);
    record(source, block.slot(), rows, places.size() - rows.size());
  }

  /**
   * That the key {@code new.event_key} is in that part of the key index, to be combined with
   * others.
   */
  static String inSlot(short slot) {
    // The slot's own table, since choosing it among all takes ten times as long as the look-up in
    // it. OFFSET 0 keeps it a look-up for each key; as a join it may read the table whole.
    return """
    EXISTS (SELECT 1 FROM event_key_%02d old
             WHERE old.event_key = new.event_key OFFSET 0)
    """
        .formatted(slot);
  }

  private List<Integer> firstOfEachKey(List<Integer> places) {
    Set<EventKey> seen = HashSet.newHashSet(places.size());
    return places.stream().filter(place -> seen.add(events.get(place).key())).toList();
  }

  private Block reserve() {
    return handle
        .createQuery(RESERVE)
        .map(
            (row, _) ->
                new Block(
                    row.getShort("slot"),
                    row.getLong("base"),
                    row.getShort("key_slot"),
                    List.of((Short[]) row.getArray("others").getArray())))
        .one();
  }

  /**
   * Which of the candidates' keys are there already. Nobody else can add one of the others until
   * the commit: a key belongs to one source, as far as 64 bits of its hash tell, and that one's
   * lock is held. Were it not so the copy would be refused, and find the key when it is repeated.
   */
  private Set<Integer> known(Block block, List<Integer> candidates) {
    var keys =
        candidates.stream().map(place -> events.get(place).key().uuid()).toArray(UUID[]::new);
    return handle
        .createQuery(KNOWN_KEYS.replace("/* in any slot */", block.inAnyKeySlot()))
        .bind("keys", Sql.array("uuid", keys))
        .mapTo(Integer.class)
        .set();
  }

  private void copy(Block block, List<Numbered> rows) {
    try {
      EventCopy.intoKeys(handle.getConnection(), block.keySlot(), rows);
      EventCopy.intoLog(handle.getConnection(), block.slot(), rows);
    } catch (SQLException e) {
      throw new CopyFailedException(e);
    }
  }

  private void record(int source, short slot, List<Numbered> rows, int duplicates) {
    var update =
        handle
            .createUpdate(RECORD_COMMIT)
            .bind("source", source)
            .bind("first", rows.getFirst().seq())
            .bind("last", rows.getLast().seq())
            .bind("accepted", rows.size())
            .bind("duplicate", duplicates)
            .bind("slot", slot);
    var oldest = oldest(rows);
    for (var origin : EventSource.values()) {
      var time = oldest.get(origin);
      update.bind(origin.wire(), time == null ? null : Sql.timestamp(time));
    }
    update.execute();
  }

  private static Map<EventSource, Instant> oldest(List<Numbered> rows) {
    var oldest = new EnumMap<EventSource, Instant>(EventSource.class);
    for (var row : rows) {
      var occurrence = row.event().occurrence();
      oldest.merge(
          occurrence.source(),
          occurrence.time(),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return oldest;
  }

  /** Numbers reserved for one commit: those after the base. */
  private record Block(short slot, long base, short keySlot, List<Short> otherKeySlots) {
    String inAnyKeySlot() {
      return Stream.concat(Stream.of(keySlot), otherKeySlots.stream())
          .map(AppendTransaction::inSlot)
          .collect(joining(" OR "));
    }
  }

  private static final class CopyFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CopyFailedException(SQLException cause) {
      super("events could not be copied into the log", cause);
    }
  }
}
