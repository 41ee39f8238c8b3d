package dev.waybill.persistence;

import dev.waybill.domain.outbox.Retention;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A ring of sixteen slots made beforehand. Its newest generation is written, its oldest is emptied
 * first. All numbers of a generation lie between its own beginning and that of the next one: it is
 * begun while nobody appends.
 */
enum Ring {
  LOG("log_slot", "event_log", Retention.Ring.LOG),
  KEYS("key_slot", "event_key", Retention.Ring.KEYS);

  private static final String CURRENT =
      """
      SELECT after_seq,
             opened_at < clock_timestamp() - :age * interval '1 ms'
             AND EXISTS (SELECT 1 FROM source
                          CROSS JOIN LATERAL (SELECT 1 FROM ingest_commit
                                               WHERE source_id = source.id AND first_seq > after_seq
                                               LIMIT 1) taken) AS due,
             NOT EXISTS (SELECT 1 FROM ring_slot other WHERE other.slot = (newest.slot + 1) % 16) AS has_next
        FROM (SELECT slot, opened_at, after_seq FROM ring_slot ORDER BY generation DESC LIMIT 1) newest""";

  private static final String BEGIN =
      """
      INSERT INTO ring_slot (slot, after_seq)
      SELECT (slot + 1) % 16, nextval('log_block') * 16384
        FROM (SELECT slot FROM ring_slot ORDER BY generation DESC LIMIT 1) newest""";

  private static final String OLDEST =
      """
      SELECT oldest.generation, oldest.slot, next.after_seq AS upto,
             next.opened_at < clock_timestamp() - :age * interval '1 ms' AS past
        FROM (SELECT generation, slot FROM ring_slot ORDER BY generation LIMIT 1) oldest
        JOIN LATERAL (SELECT after_seq, opened_at FROM ring_slot
                       WHERE generation > oldest.generation
                       ORDER BY generation LIMIT 1) next ON true""";

  private static final String GONE = "DELETE FROM ring_slot WHERE generation = :generation";

  private final String table;
  private final String partitions;
  private final Retention.Ring told;

  Ring(String table, String partitions, Retention.Ring told) {
    this.table = table;
    this.partitions = partitions;
    this.told = told;
  }

  private String named(String sql) {
    return sql.replace("ring_slot", table);
  }

  Retention.Ring told() {
    return told;
  }

  /**
   * The generation that is written.
   *
   * @param due whether it holds events and is older than was asked for
   * @param hasNext whether the next slot is empty
   */
  record Current(long after, boolean due, boolean hasNext) {}

  /**
   * The generation that is emptied next, which is not the one that is written.
   *
   * @param upTo its last number
   * @param past whether all its events are older than was asked for
   */
  record Oldest(long generation, short slot, long upTo, boolean past) {}

  Current current(Handle handle, Duration age) {
    return handle
        .createQuery(named(CURRENT))
        .bind("age", age.toMillis())
        .map(
            (row, _) ->
                new Current(
                    row.getLong("after_seq"), row.getBoolean("due"), row.getBoolean("has_next")))
        .one();
  }

  /** Begins the next generation in a transaction in which nobody else appends. */
  void begin(Handle handle) {
    AppendTransaction.lockAll(handle);
    handle.execute(named(BEGIN));
  }

  Optional<Oldest> oldest(Handle handle, Duration age) {
    return handle
        .createQuery(named(OLDEST))
        .bind("age", age.toMillis())
        .map(
            (row, _) ->
                new Oldest(
                    row.getLong("generation"),
                    row.getShort("slot"),
                    row.getLong("upto"),
                    row.getBoolean("past")))
        .findOne();
  }

  /** Empties that generation in the transaction it is given; waits for no reader. */
  void empty(Handle handle, Oldest oldest) {
    handle.execute("SET LOCAL lock_timeout = '100ms'");
    handle.execute("TRUNCATE %s_%02d".formatted(partitions, oldest.slot()));
    handle.createUpdate(named(GONE)).bind("generation", oldest.generation()).execute();
  }
}
