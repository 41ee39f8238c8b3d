package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How much may arrive twice, measured: at each fault what the peer had taken and no settlement
 * covered. So much may come again until the next fault, and nothing where there was none.
 */
public final class DuplicateBound {
  /** The deliveries of a lane that are on their way at once, each of a whole batch. */
  static final long MOST_IN_FLIGHT = 4 * 1_000L;

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int QUIET_LOOKS = 10;

  private static final String DELIVERED =
      """
      SELECT COALESCE(sum(settlement.delivered), 0)
        FROM settlement
        JOIN lane ON lane.id = settlement.lane_id
        JOIN connector ON connector.id = lane.connector_id
       WHERE connector.platform = 'tiktok-events' AND settlement.settled_at <= ?""";

  private static final String SESSIONS =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'waybill-%'""";

  private final TikTokSimulator peer;
  private final Map<String, String> environment;
  private long mayComeAgain;
  private long duplicatesBefore;

  /**
   * @param environment of a platform whose one lane goes to that peer
   */
  public DuplicateBound(TikTokSimulator peer, Map<String, String> environment) {
    this.peer = peer;
    this.environment = Map.copyOf(environment);
  }

  /** What the peer had taken at a moment at which nothing was on its way there. */
  public record Look(long unique, long duplicates, Instant at) {}

  /**
   * A kill of the platform that is not started again yet.
   *
   * @return how many events were taken and not settled
   */
  public long killed() throws Exception {
    Await.until("the database knows that the platform is dead", LIMIT, () -> number(SESSIONS) == 0);
    return fault(look());
  }

  /** Waits until nothing more comes to the peer. */
  public Look look() throws Exception {
    var quiet = new Quiet();
    Await.until("nothing comes any more", LIMIT, () -> quiet.isOver(received()));
    var seen = peer.statistics();
    return new Look(seen.uniqueEvents(), seen.duplicateEvents(), Instant.now());
  }

  private long received() {
    return peer.statistics().eventsReceived();
  }

  /** So many looks in a row at which there was the same. */
  static final class Quiet {
    private long seen = -1;
    private int looks;

    boolean isOver(long now) {
      looks = now == seen ? looks + 1 : 0;
      seen = now;
      return looks >= QUIET_LOOKS;
    }
  }

  /**
   * A fault at which the answers were lost of what was taken by then and not settled.
   *
   * @return how many events that were
   */
  public long fault(Look look) throws SQLException {
    assertNoMoreCameTwice(look.duplicates());
    long inFlight = look.unique() - number(DELIVERED, Timestamp.from(look.at()));
    assertThat(inFlight).as("taken and not settled").isBetween(0L, MOST_IN_FLIGHT);
    mayComeAgain = inFlight;
    duplicatesBefore = look.duplicates();
    return inFlight;
  }

  /** Since the last fault no more came twice than was taken and not settled then. */
  public void assertKept() {
    assertNoMoreCameTwice(peer.statistics().duplicateEvents());
  }

  private void assertNoMoreCameTwice(long duplicates) {
    assertThat(duplicates - duplicatesBefore)
        .as("delivered twice since the last fault, at which so many were taken and not settled")
        .isLessThanOrEqualTo(mayComeAgain);
  }

  private long number(String query, Timestamp... until) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                String.valueOf(environment.get("WAYBILL_DATABASE_URL")),
                environment.get("WAYBILL_DATABASE_USER"),
                environment.get("WAYBILL_DATABASE_PASSWORD"));
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < until.length; i++) {
        statement.setTimestamp(i + 1, until[i]);
      }
      try (var found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }
}
