package dev.waybill.persistence;

import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A store whose log gets old as soon as a test wants it to. */
final class RetentionFixture implements AutoCloseable {
  static final Duration RETENTION = Duration.ofDays(7);
  static final RetentionPolicy POLICY = policy(1_000_000);

  private static final int MANY_ROUNDS = 50;

  private final OutboxFixture outbox = new OutboxFixture();
  private final PostgresRetention retention = retention(POLICY);

  static RetentionPolicy policy(long keys) {
    return new RetentionPolicy(
        RETENTION, keys, OptionalLong.empty(), Duration.ofDays(30), Duration.ZERO);
  }

  PostgresRetention retention(RetentionPolicy policy) {
    return new PostgresRetention(outbox.test().database(), policy);
  }

  OutboxFixture outbox() {
    return outbox;
  }

  PostgresRetention retention() {
    return retention;
  }

  /** Every slot and every settlement gets older by that much. */
  void goesBy(Duration time) {
    getsOlder("log_slot", "opened_at", time);
    getsOlder("key_slot", "opened_at", time);
    getsOlder("settlement", "settled_at", time);
  }

  private void getsOlder(String table, String column, Duration time) {
    outbox
        .test()
        .execute(
            "UPDATE %1$s SET %2$s = %2$s - interval '%3$d ms'"
                .formatted(table, column, time.toMillis()));
  }

  long count(String table) {
    return outbox
        .test()
        .database()
        .with(
            handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  /** A fourteenth of the retention goes by, so that the current slot of the log is full. */
  void aPartGoesBy() {
    goesBy(POLICY.partAge().plusSeconds(1));
  }

  /** Rounds until there is nothing to do any more. */
  List<Step> settleDown() {
    return settleDown(retention);
  }

  static List<Step> settleDown(PostgresRetention retention) {
    var all = new ArrayList<Step>();
    for (int round = 0; round < MANY_ROUNDS; round++) {
      var steps = retention.maintain();
      all.addAll(steps);
      if (steps.isEmpty() || steps.stream().anyMatch(RetentionFixture::isStuck)) {
        return all;
      }
    }
    throw new IllegalStateException("upkeep comes to no end");
  }

  private static boolean isStuck(Step step) {
    return step instanceof Step.Blocked || step instanceof Step.Full;
  }

  @Override
  public void close() {
    outbox.close();
  }
}
