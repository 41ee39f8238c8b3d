package dev.waybill.persistence;

import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.function.Function;
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
    database.inTransaction(
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
          return handle
              .createUpdate(FORGET)
              .bind("source", source.number())
              .bind("kept", KEPT)
              .execute();
        });
  }

  private static @Nullable Object[] each(
      List<Rejection> rejections, Function<Rejection, @Nullable Object> field) {
    return rejections.stream().map(field).toArray();
  }

  @Override
  public List<Rejection> last(SourceId source, int limit) {
    return database.with(
        handle ->
            handle
                .createQuery(LAST)
                .bind("source", source.number())
                .bind("limit", limit)
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
