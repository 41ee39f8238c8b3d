package dev.waybill.persistence;

import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The last rejected items of each source in PostgreSQL. */
public final class PostgresRejections implements Rejections {
  private static final String KEEP =
      """
      INSERT INTO rejection (source_id, at, pointer, code, message, event)
      SELECT :source, new.at::timestamptz, new.pointer, new.code, new.message, new.event
        FROM unnest(:times, :pointers, :codes, :messages, :events)
             WITH ORDINALITY AS new (at, pointer, code, message, event, place)
       ORDER BY new.place""";

  private static final String EXCEEDED =
      """
      SELECT EXISTS (SELECT 1 FROM rejection WHERE source_id = :source
                      ORDER BY id DESC OFFSET :kept LIMIT 1)""";

  // Whoever does not get it leaves the forgetting to the one who has it.
  private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7203, :source)";

  private static final String FORGET =
      """
      DELETE FROM rejection
       WHERE source_id = :source
         AND id <= (SELECT id FROM rejection WHERE source_id = :source
                     ORDER BY id DESC OFFSET :kept LIMIT 1)""";

  private static final String LAST =
      """
      SELECT at, pointer, code, message, event
        FROM rejection
       WHERE source_id = :source
       ORDER BY id DESC
       LIMIT :limit""";

  /** Forgetting is for many rows at once, so so many may be kept beyond the last ones. */
  private static final int MARGIN = KEPT / 10;

  private final Database database;

  public PostgresRejections(Database database) {
    this.database = database;
  }

  @Override
  public void keep(SourceId source, List<Rejection> rejections) {
    if (rejections.isEmpty()) {
      return;
    }
    var newest = rejections.subList(Math.max(0, rejections.size() - KEPT), rejections.size());
    // The sender waits meanwhile for the answer about what was stored.
    database.inTransactionAtOnce(
        handle -> {
          handle
              .createUpdate(KEEP)
              .bind("source", source.number())
              .bind("times", Sql.array("text", each(newest, r -> r.at().toString())))
              .bind("pointers", Sql.array("text", each(newest, Rejection::pointer)))
              .bind("codes", Sql.array("text", each(newest, Rejection::code)))
              .bind("messages", Sql.array("text", each(newest, Rejection::message)))
              .bind("events", Sql.array("text", each(newest, Rejection::event)))
              .execute();
          return forget(handle, source);
        });
  }

  private static int forget(Handle handle, SourceId source) {
    if (!isExceeded(handle, source) || !isLocked(handle, source)) {
      return 0;
    }
    return handle.createUpdate(FORGET).bind("source", source.number()).bind("kept", KEPT).execute();
  }

  private static boolean isExceeded(Handle handle, SourceId source) {
    return handle
        .createQuery(EXCEEDED)
        .bind("source", source.number())
        .bind("kept", KEPT + MARGIN)
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean isLocked(Handle handle, SourceId source) {
    return handle.createQuery(TRY_LOCK).bind("source", source.number()).mapTo(Boolean.class).one();
  }

  private static @Nullable Object[] each(
      List<Rejection> rejections, Function<Rejection, @Nullable Object> field) {
    return rejections.stream().map(field).toArray();
  }

  @Override
  public List<Rejection> last(SourceId source, int limit) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(LAST)
                .bind("source", source.number())
                .bind("limit", Math.min(limit, KEPT))
                .map(
                    (row, _) ->
                        new Rejection(
                            Sql.time(row, "at"),
                            row.getString("pointer"),
                            row.getString("code"),
                            row.getString("message"),
                            row.getString("event")))
                .list());
  }
}
