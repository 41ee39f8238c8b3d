package dev.waybill.persistence;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Seals everything that one master key sealed with another, in one transaction: whatever happens in
 * between, all of it belongs to one of the two.
 */
public final class MasterKeyRotation {
  // Nobody changes a connector, and no node gives its first sign of life, before this has
  // committed.
  private static final String LOCK =
      "LOCK TABLE node, connector, master_key_check IN EXCLUSIVE MODE";

  private static final String LIVING_NODES =
      "SELECT count(*) FROM node WHERE NOT " + PostgresNodes.IS_DEAD;

  private static final String SEALED =
      """
      SELECT id, draft_credential, active_credential
        FROM connector
       WHERE draft_credential IS NOT NULL OR active_credential IS NOT NULL""";

  private static final String RESEAL =
      """
      UPDATE connector SET draft_credential = :draft, active_credential = :active
       WHERE id = :id""";

  private static final String BELONG =
      "UPDATE master_key_check SET id = :id, sealed = :sealed, created_at = clock_timestamp()";

  private final Database database;

  public MasterKeyRotation(Database database) {
    this.database = database;
  }

  /**
   * Seals with the second what the first one sealed. Nothing has changed where this throws.
   *
   * @return how many connectors have credentials
   * @throws DatabaseRefusedException when a node runs, or ran within the last 15 seconds, or when a
   *     credential cannot be opened with the old key
   * @throws dev.waybill.domain.StoreUnavailableException when the database does not answer
   */
  public int rotate(MasterKey old, MasterKey next) {
    return database.inTransaction(handle -> rotate(handle, old, next));
  }

  private static int rotate(Handle handle, MasterKey old, MasterKey next) {
    handle.execute(LOCK);
    if (handle.createQuery(LIVING_NODES).mapTo(Long.class).one() > 0) {
      throw new DatabaseRefusedException(
          "master key: a node runs on this database, or did within the last 15 seconds; stop every"
              + " node first");
    }
    var sealed = sealed(handle);
    for (var one : sealed) {
      handle
          .createUpdate(RESEAL)
          .bind("id", one.connector())
          .bind("draft", reseal(one.draft(), one.connector(), old, next))
          .bind("active", reseal(one.active(), one.connector(), old, next))
          .execute();
    }
    handle.createUpdate(BELONG).bind("id", next.id()).bind("sealed", next.sealedCheck()).execute();
    return sealed.size();
  }

  private static List<Sealed> sealed(Handle handle) {
    return handle
        .createQuery(SEALED)
        .map(
            (row, _) ->
                new Sealed(
                    row.getInt("id"),
                    row.getBytes("draft_credential"),
                    row.getBytes("active_credential")))
        .list();
  }

  private static byte @Nullable [] reseal(
      byte @Nullable [] sealed, int connector, MasterKey old, MasterKey next) {
    if (sealed == null) {
      return null;
    }
    var owner = "con_" + connector;
    try {
      return next.seal(old.open(sealed, owner), owner);
    } catch (GeneralSecurityException e) {
      throw new DatabaseRefusedException(
          "master key: the credential of " + owner + " cannot be opened with the old key", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read once and sealed anew
  private record Sealed(int connector, byte @Nullable [] draft, byte @Nullable [] active) {}
}
