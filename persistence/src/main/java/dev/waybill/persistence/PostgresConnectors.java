package dev.waybill.persistence;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.Revision;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The connectors in PostgreSQL. In one piece, since all of it reads and changes the same row under
 * the same lock.
 */
public final class PostgresConnectors implements Connectors {
  private static final String CREATE =
      """
      INSERT INTO connector (name, platform, status, reasons, draft, draft_credential)
      VALUES (:name, :platform, 'unconfigured', :reasons::json, :draft::json, :credential)
      RETURNING %s"""
          .formatted(ConnectorRow.COLUMNS);

  private static final String FIND =
      "SELECT %s FROM connector WHERE id = :id AND deleted_at IS NULL"
          .formatted(ConnectorRow.COLUMNS);

  private static final String ALL =
      "SELECT %s FROM connector WHERE deleted_at IS NULL ORDER BY id"
          .formatted(ConnectorRow.COLUMNS);

  private static final String VERSIONS =
      "SELECT id, version FROM connector WHERE deleted_at IS NULL";

  private static final String SAVE_DRAFT =
      changeTo("draft = :draft::json, draft_credential = :credential");

  private static final String PROMOTE =
      changeTo(
          """
          status = 'configured', reasons = '[]', configured_since = clock_timestamp(),
          active = draft, active_credential = draft_credential, draft = NULL, draft_credential = NULL,
          revision = revision + 1,
          idle_since = CASE WHEN paused THEN idle_since END""");

  private static final String REINSTATE =
      changeTo(
          """
          status = 'configured', reasons = '[]',
          configured_since = CASE status WHEN 'configured' THEN configured_since ELSE clock_timestamp() END,
          idle_since = CASE WHEN paused THEN idle_since END""");

  private static final String PARK =
      changeTo(
          """
          status = 'unconfigured', configured_since = NULL, reasons = :reasons::json,
          idle_since = COALESCE(idle_since, clock_timestamp())""");

  private static final String SET_CREDENTIALS =
      changeTo(
          """
          draft = :draft::json, draft_credential = :draft_credential,
          active = :active::json, active_credential = :active_credential""");

  private static final String PAUSE =
      changeTo("paused = true, idle_since = COALESCE(idle_since, clock_timestamp())");

  private static final String RESUME =
      changeTo(
          "paused = false, idle_since = CASE status WHEN 'configured' THEN NULL ELSE idle_since END");

  private final Database database;
  private final ConfigurationJson json;
  private final ConnectorRow rows;
  private final ConnectorRevisions revisions;

  public PostgresConnectors(Database database, JsonCodec codec) {
    this.database = database;
    this.json = new ConfigurationJson(codec);
    this.rows = new ConnectorRow(json);
    this.revisions = new ConnectorRevisions(json);
  }

  private static String changeTo(String assignments) {
    return "UPDATE connector SET version = version + 1, %s WHERE id = :id RETURNING %s"
        .formatted(assignments, ConnectorRow.COLUMNS);
  }

  @Override
  public Connector create(String name, String platform, Configuration draft, Reason reason) {
    return database.with(
        handle ->
            one(
                handle
                    .createQuery(CREATE)
                    .bind("name", name)
                    .bind("platform", platform)
                    .bind("reasons", json.write(List.of(reason)))
                    .bind("draft", json.write(draft))
                    .bind("credential", ConnectorRow.credential(draft))));
  }

  @Override
  public Optional<Connector> find(ConnectorId id) {
    return database.with(
        handle ->
            handle
                .createQuery(FIND)
                .bind("id", id.number())
                .map((row, _) -> rows.read(row))
                .findOne());
  }

  @Override
  public List<Connector> all() {
    return database.with(handle -> handle.createQuery(ALL).map((row, _) -> rows.read(row)).list());
  }

  @Override
  public Map<ConnectorId, Long> versions() {
    return database.withPulse(
        handle ->
            handle
                .createQuery(VERSIONS)
                .map(
                    (row, _) ->
                        Map.entry(new ConnectorId(row.getInt("id")), row.getLong("version")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public Change saveDraft(ConnectorId id, long version, Configuration draft) {
    return change(
        id,
        version,
        (handle, _) ->
            handle
                .createQuery(SAVE_DRAFT)
                .bind("draft", json.write(draft))
                .bind("credential", ConnectorRow.credential(draft)));
  }

  @Override
  public Change promote(ConnectorId id, long version) {
    return change(
        id,
        version,
        (handle, connector) -> {
          var draft = connector.draft();
          if (draft == null) {
            throw new IllegalStateException(id + ": there is no draft to promote");
          }
          if (!connector.registration().paused()) {
            new IdleTime(handle, id).giveBack();
          }
          new LaneOpening(handle, id).subscribe(draft.sources(), draft.start());
          revisions.keep(handle, connector.registration(), draft);
          return handle.createQuery(PROMOTE);
        });
  }

  @Override
  public List<Revision> revisions(ConnectorId id) {
    return database.with(handle -> revisions.of(handle, id));
  }

  @Override
  public Optional<Revision> revision(ConnectorId id, int number) {
    return database.with(handle -> revisions.numbered(handle, id, number));
  }

  @Override
  public Change replaceCredential(ConnectorId id, SealedCredential old, StoredCredential renewed) {
    return database.inTransaction(
        handle ->
            locked(handle, id)
                .<Change>map(
                    connector -> new Change.Changed(replaced(handle, connector, old, renewed)))
                .orElseGet(Change.NotFound::new));
  }

  private Connector replaced(
      Handle handle, Connector connector, SealedCredential old, StoredCredential renewed) {
    var draft = renewed(connector.draft(), old, renewed);
    var active = renewed(connector.active(), old, renewed);
    if (Objects.equals(draft, connector.draft()) && Objects.equals(active, connector.active())) {
      return connector;
    }
    return one(credentials(handle, draft, active).bind("id", connector.id().number()));
  }

  private static @Nullable Configuration renewed(
      @Nullable Configuration configuration, SealedCredential old, StoredCredential renewed) {
    var credential = configuration == null ? null : configuration.credential();
    return configuration == null || credential == null || !credential.sealed().equals(old)
        ? configuration
        : configuration.with(renewed);
  }

  private Query credentials(
      Handle handle, @Nullable Configuration draft, @Nullable Configuration active) {
    return handle
        .createQuery(SET_CREDENTIALS)
        .bind("draft", json.write(draft))
        .bind("draft_credential", draft == null ? null : ConnectorRow.credential(draft))
        .bind("active", json.write(active))
        .bind("active_credential", active == null ? null : ConnectorRow.credential(active));
  }

  @Override
  public Change forgetCredential(ConnectorId id, long version, Reason reason) {
    return change(
        id,
        version,
        (handle, connector) -> {
          if (connector.active() != null) {
            one(
                handle
                    .createQuery(PARK)
                    .bind("reasons", json.write(List.of(reason)))
                    .bind("id", id.number()));
          }
          return credentials(handle, without(connector.draft()), without(connector.active()));
        });
  }

  private static @Nullable Configuration without(@Nullable Configuration configuration) {
    return configuration == null ? null : configuration.with(null);
  }

  @Override
  public Change reinstate(ConnectorId id, long version) {
    return change(
        id,
        version,
        (handle, connector) -> {
          if (connector instanceof Connector.Unconfigured parked && parked.active() == null) {
            throw new IllegalStateException(id + ": there is no active configuration to reinstate");
          }
          if (!connector.registration().paused()) {
            new IdleTime(handle, id).giveBack();
          }
          return handle.createQuery(REINSTATE);
        });
  }

  @Override
  public Change park(ConnectorId id, long version, Reason reason) {
    return change(
        id,
        version,
        (handle, _) -> handle.createQuery(PARK).bind("reasons", json.write(List.of(reason))));
  }

  @Override
  public Change pause(ConnectorId id, boolean paused) {
    return database.inTransaction(
        handle ->
            locked(handle, id)
                .<Change>map(
                    connector ->
                        new Change.Changed(
                            connector.registration().paused() == paused
                                ? connector
                                : paused ? paused(handle, id) : resumed(handle, connector)))
                .orElseGet(Change.NotFound::new));
  }

  private Connector paused(Handle handle, ConnectorId id) {
    return one(handle.createQuery(PAUSE).bind("id", id.number()));
  }

  private Connector resumed(Handle handle, Connector connector) {
    if (connector instanceof Connector.Configured) {
      new IdleTime(handle, connector.id()).giveBack();
    }
    return one(handle.createQuery(RESUME).bind("id", connector.id().number()));
  }

  @Override
  public Deletion delete(ConnectorId id, WaitingEvents waiting) {
    return database.inTransaction(
        handle ->
            locked(handle, id)
                .map(_ -> new ConnectorDeletion(handle, id).delete(waiting))
                .orElseGet(Deletion.NotFound::new));
  }

  private interface Update {
    /** The statement that changes the row, complete but for its id. */
    Query prepare(Handle handle, Connector connector);
  }

  private Change change(ConnectorId id, long version, Update update) {
    return database.inTransaction(
        handle ->
            locked(handle, id)
                .map(connector -> change(handle, connector, version, update))
                .orElseGet(Change.NotFound::new));
  }

  private Change change(Handle handle, Connector connector, long version, Update update) {
    long current = connector.registration().version();
    if (current != version) {
      return new Change.Stale(current);
    }
    return new Change.Changed(
        one(update.prepare(handle, connector).bind("id", connector.id().number())));
  }

  private Optional<Connector> locked(Handle handle, ConnectorId id) {
    return handle
        // Not FOR UPDATE: the first takeover shares the row for its foreign key, holding the
        // owner's.
        .createQuery(FIND + " FOR NO KEY UPDATE")
        .bind("id", id.number())
        .map((row, _) -> rows.read(row))
        .findOne();
  }

  private Connector one(Query query) {
    return query.map((row, _) -> rows.read(row)).one();
  }
}
