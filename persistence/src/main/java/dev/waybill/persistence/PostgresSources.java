package dev.waybill.persistence;

import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.Sources;
import dev.waybill.domain.source.WriteKeyId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The sources and the hashes of their write keys in PostgreSQL. */
public final class PostgresSources implements Sources {
  private static final String CREATE =
      """
      INSERT INTO source (name) VALUES (:name)
      ON CONFLICT DO NOTHING
      RETURNING id, name, created_at, closed_at""";

  private static final String SELECT = "SELECT id, name, created_at, closed_at FROM source";

  private static final String KEYS =
      "SELECT id, source_id, hint, created_at, revoked_at FROM write_key ORDER BY id";

  private static final String CLOSE =
      "UPDATE source SET closed_at = clock_timestamp() WHERE id = :id AND closed_at IS NULL";

  private static final String ADD_KEY =
      """
      INSERT INTO write_key (source_id, hash, hint)
      SELECT id, :hash, :hint FROM source WHERE id = :source AND closed_at IS NULL
      RETURNING id, source_id, hint, created_at, revoked_at""";

  private static final String REVOKE_KEY =
      """
      UPDATE write_key SET revoked_at = clock_timestamp()
       WHERE id = :key AND source_id = :source AND revoked_at IS NULL""";

  private static final String OPENED_BY =
      """
      SELECT source.id
        FROM write_key
        JOIN source ON source.id = write_key.source_id
       WHERE write_key.hash = :hash AND write_key.revoked_at IS NULL AND source.closed_at IS NULL""";

  private final Database database;

  public PostgresSources(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Source> create(String name) {
    return database.with(
        handle ->
            handle
                .createQuery(CREATE)
                .bind("name", name)
                .map((row, _) -> source(row, List.of()))
                .findOne());
  }

  @Override
  public List<Source> all() {
    return database.inSnapshot(
        handle -> {
          var keys = keys(handle);
          return handle
              .createQuery(SELECT + " ORDER BY id")
              .map((row, _) -> source(row, keys.getOrDefault(row.getInt("id"), List.of())))
              .list();
        });
  }

  @Override
  public Optional<Source> find(SourceId id) {
    return all().stream().filter(source -> source.id().equals(id)).findFirst();
  }

  private static Map<Integer, List<Source.WriteKey>> keys(Handle handle) {
    var keys = new TreeMap<Integer, List<Source.WriteKey>>();
    handle
        .createQuery(KEYS)
        .map(
            (row, _) ->
                keys.computeIfAbsent(row.getInt("source_id"), _ -> new ArrayList<>()).add(key(row)))
        .list();
    return keys;
  }

  @Override
  public boolean close(SourceId id) {
    return database.with(
        handle -> handle.createUpdate(CLOSE).bind("id", id.number()).execute() == 1);
  }

  @Override
  public Optional<Source.WriteKey> addKey(SourceId source, byte[] keyHash, String hint) {
    return database.with(
        handle ->
            handle
                .createQuery(ADD_KEY)
                .bind("source", source.number())
                .bind("hash", keyHash)
                .bind("hint", hint)
                .map((row, _) -> key(row))
                .findOne());
  }

  @Override
  public boolean revokeKey(SourceId source, WriteKeyId key) {
    return database.with(
        handle ->
            handle
                    .createUpdate(REVOKE_KEY)
                    .bind("source", source.number())
                    .bind("key", key.number())
                    .execute()
                == 1);
  }

  @Override
  public Optional<SourceId> openedBy(byte[] keyHash) {
    return database.withIngest(
        handle ->
            handle
                .createQuery(OPENED_BY)
                .bind("hash", keyHash)
                .map((row, _) -> new SourceId(row.getInt("id")))
                .findOne());
  }

  private static Source source(ResultSet row, List<Source.WriteKey> keys) throws SQLException {
    return new Source(
        new SourceId(row.getInt("id")),
        row.getString("name"),
        Sql.time(row, "created_at"),
        Sql.instant(row, "closed_at"),
        keys);
  }

  private static Source.WriteKey key(ResultSet row) throws SQLException {
    return new Source.WriteKey(
        new WriteKeyId(row.getInt("id")),
        row.getString("hint"),
        Sql.time(row, "created_at"),
        Sql.instant(row, "revoked_at"));
  }
}
