package dev.waybill.domain.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered use of a platform. Configured means: the active configuration passed its token
 * check and all its mapping tests, and the platform still honours the token. Everything else is
 * Unconfigured, with reasons.
 */
public sealed interface Connector {
  Registration registration();

  /** The configuration being prepared, if there is one. */
  @Nullable Configuration draft();

  /** The configuration in use, or the one that would be if the connector were not parked. */
  @Nullable Configuration active();

  default ConnectorId id() {
    return registration().id();
  }

  /**
   * What stays the same whatever the state.
   *
   * @param paused the operator's own switch, apart from the lifecycle
   * @param idleSince since when it is parked or paused, or both; null while it is neither
   * @param version grows with every change; the ETag of the API
   * @param revision how many configurations were promoted; the last of them is the active one
   */
  record Registration(
      ConnectorId id,
      String name,
      String platform,
      boolean paused,
      @Nullable Instant idleSince,
      long version,
      int revision,
      Instant createdAt) {}

  /**
   * Not delivering. With an active configuration it is parked: it worked once and resumes when a
   * verification passes again.
   *
   * @param reasons at least one
   */
  record Unconfigured(
      Registration registration,
      @Nullable Configuration draft,
      @Nullable Configuration active,
      List<Reason> reasons)
      implements Connector {
    public Unconfigured {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("an Unconfigured connector has a reason");
      }
    }
  }

  /** Delivering, unless paused. */
  record Configured(
      Registration registration, @Nullable Configuration draft, Configuration active, Instant since)
      implements Connector {}
}
