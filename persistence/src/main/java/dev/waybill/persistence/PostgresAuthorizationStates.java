package dev.waybill.persistence;

import dev.waybill.domain.connector.AuthorizationStates;
import dev.waybill.domain.connector.ConnectorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/** Authorisations under way in PostgreSQL, by the database's clock. */
public final class PostgresAuthorizationStates implements AuthorizationStates {
  private static final String FORGET_EXPIRED =
      "DELETE FROM authorization_state WHERE expires_at <= clock_timestamp()";

  private static final String BEGIN =
      """
      INSERT INTO authorization_state (digest, connector_id, expires_at)
      VALUES (:digest, :connector, clock_timestamp() + make_interval(secs => :seconds))""";

  private static final String TAKE =
      """
      DELETE FROM authorization_state WHERE digest = :digest
      RETURNING connector_id, expires_at > clock_timestamp() AS valid""";

  private final Database database;

  public PostgresAuthorizationStates(Database database) {
    this.database = database;
  }

  @Override
  public void begin(String state, ConnectorId connector, Duration validFor) {
    database.with(
        handle -> {
          handle.execute(FORGET_EXPIRED);
          return handle
              .createUpdate(BEGIN)
              .bind("digest", digest(state))
              .bind("connector", connector.number())
              .bind("seconds", validFor.toMillis() / 1000.0)
              .execute();
        });
  }

  @Override
  public Optional<ConnectorId> take(String state) {
    return database.with(
        handle ->
            handle
                .createQuery(TAKE)
                .bind("digest", digest(state))
                .map(
                    (row, _) ->
                        row.getBoolean("valid")
                            ? Optional.of(new ConnectorId(row.getInt("connector_id")))
                            : Optional.<ConnectorId>empty())
                .findOne()
                .flatMap(taken -> taken));
  }

  private static byte[] digest(String state) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
