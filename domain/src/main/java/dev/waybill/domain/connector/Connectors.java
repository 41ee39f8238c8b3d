package dev.waybill.domain.connector;

import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connectors, durable. Every change raises the connector's version; where a version is asked
 * for, the change happens only if it is still the current one. Safe for use by many threads; every
 * call may throw {@link dev.waybill.domain.StoreUnavailableException}. Deleted connectors are not
 * found here. While a connector is parked or paused, its retries grow no older.
 */
public interface Connectors {
  /** Registers an Unconfigured connector with that draft and reason. */
  Connector create(String name, String platform, Configuration draft, Reason reason);

  Optional<Connector> find(ConnectorId id);

  /** Oldest first. */
  List<Connector> all();

  /** The version each connector is at; cheap, since no configuration is read. */
  Map<ConnectorId, Long> versions();

  Change saveDraft(ConnectorId id, long version, Configuration draft);

  /**
   * The draft that was verified becomes the active configuration and the connector Configured, in
   * one transaction with its lanes: a lane begins for each source newly subscribed, and the lanes
   * of sources no longer subscribed end at the source's head and drain. It is kept as the
   * connector's next revision, without its credential.
   */
  Change promote(ConnectorId id, long version);

  /** The active configuration passed again: Configured, without touching the draft. */
  Change reinstate(ConnectorId id, long version);

  /**
   * The platform does not honour the configuration any more: Unconfigured with that reason, lanes
   * stand still.
   */
  Change park(ConnectorId id, long version, Reason reason);

  /** The configurations promoted so far, newest first. */
  List<Revision> revisions(ConnectorId id);

  Optional<Revision> revision(ConnectorId id, int number);

  /**
   * Puts a new credential in the place of that one, in the draft and in the active configuration,
   * wherever it stands; unchanged where it stands nowhere any more.
   */
  Change replaceCredential(ConnectorId id, SealedCredential old, StoredCredential renewed);

  /**
   * Forgets the credential of draft and active configuration; with an active configuration the
   * connector is parked for that reason.
   */
  Change forgetCredential(ConnectorId id, long version, Reason reason);

  /** The operator's switch; unchanged when it stands that way already. */
  Change pause(ConnectorId id, boolean paused);

  /**
   * Deletes the connector. Once this returns, no settlement for it commits any more; a call that
   * was in flight may still end at the platform.
   *
   * @param waiting what to do when events wait or retry
   */
  Deletion delete(ConnectorId id, WaitingEvents waiting);

  /** How a change went. */
  sealed interface Change {
    record Changed(Connector connector) implements Change {}

    /** Somebody changed it meanwhile; nothing was done. */
    record Stale(long currentVersion) implements Change {}

    record NotFound() implements Change {}
  }

  /** What a deletion does with events that are not settled. */
  enum WaitingEvents {
    /** Refuse to delete. */
    KEEP,
    /** Settle them as expired with code {@code discarded}. */
    DISCARD
  }

  /** How a deletion went. */
  sealed interface Deletion {
    record Deleted(long discarded) implements Deletion {}

    /** Events wait or retry, and were to be kept. */
    record EventsWaiting(long waiting) implements Deletion {}

    record NotFound() implements Deletion {}
  }
}
