package dev.waybill.persistence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Activity.Bucket;
import dev.waybill.domain.activity.LatencyHistogram;
import dev.waybill.domain.activity.ReadActivity.Recent;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresActivityTest {
  private OutboxFixture outbox;
  private PostgresActivity activity;
  private SourceId source;
  private ConnectorId connector;
  private Deliveries deliveries;

  @BeforeEach
  void connect() {
    outbox = new OutboxFixture();
    activity = new PostgresActivity(outbox.test().database());
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    deliveries = new Deliveries(outbox, connector);
  }

  @AfterEach
  void close() {
    assertThat(outbox.ledger().lines()).allMatch(line -> line.unexplained() == 0);
    outbox.close();
  }

  private Activity read(Span span) {
    return activity.of(connector, span).orElseThrow();
  }

  private static long sum(Activity activity, ToLongFunction<Bucket> count) {
    return activity.buckets().stream().mapToLong(count).sum();
  }

  private static Retrying retrying(Entry entry) {
    return new Retrying(entry.seq(), 1, Duration.ZERO, "busy", "Again.", WindowStart.UNKNOWN);
  }

  /** A, b delivered, c dead, d expired, e filtered, f retried and then delivered, g waits. */
  private void everyVerdict() {
    Deliveries.append(outbox, source, "a", "b", "c", "d", "e", "f", "g");
    var entries = deliveries.next(6);
    deliveries.settle(
        entries,
        new Dead(entries.get(2).seq(), 1, "invalid", "Refused."),
        new Expired(entries.get(3).seq(), 1, "too_old", "Too old."),
        new Filtered(entries.get(4).seq()),
        retrying(entries.get(5)));
  }

  @ParameterizedTest
  @EnumSource
  void outcomes_are_counted_where_they_were_settled(Span span) {
    everyVerdict();
    var read = read(span);
    assertThat(read.buckets()).hasSize(span.buckets());
    assertThat(sum(read, Bucket::delivered)).isEqualTo(2);
    assertThat(sum(read, Bucket::dead)).isEqualTo(1);
    assertThat(sum(read, Bucket::expired)).isEqualTo(1);
    assertThat(sum(read, Bucket::filtered)).isEqualTo(1);
    assertThat(sum(read, Bucket::calls)).isEqualTo(1);
    var now = read.buckets().getLast();
    assertThat(now.retrying()).isEqualTo(1);
    assertThat(requireNonNull(now.oldestWaiting())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(read.buckets().getFirst().oldestWaiting()).as("nothing was there yet").isNull();
  }

  @Test
  void earlier_buckets_keep_what_was_settled_then() {
    everyVerdict();
    shift("2 minutes");
    deliveries.settle(deliveries.next(1));
    var buckets = read(Span.HOUR).buckets();
    assertThat(buckets.getLast().delivered() + buckets.get(58).delivered()).isEqualTo(1);
    assertThat(buckets.subList(0, 58).stream().mapToLong(Bucket::delivered).sum()).isEqualTo(2);
    assertThat(buckets.getLast().oldestWaiting()).isNull();
  }

  /** Moves all that happened so far into the past. */
  private void shift(String by) {
    outbox.test().execute("UPDATE settlement SET settled_at = settled_at - interval '" + by + "'");
    outbox
        .test()
        .execute("UPDATE ingest_commit SET committed_at = committed_at - interval '" + by + "'");
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 3_600, 3 * 86_400})
  void every_delivered_event_has_its_latency_also_one_that_was_retried(long seconds) {
    Deliveries.append(outbox, source, "a", "b", "c");
    outbox
        .test()
        .execute(
            "UPDATE ingest_commit SET committed_at = committed_at - interval '" + seconds + " s'");
    var entries = deliveries.next(3);
    deliveries.settle(entries, retrying(entries.get(2)));
    assertThat(latencies().events()).isEqualTo(2);
    deliveries.settleRetries(entries.subList(2, 3));
    assertThat(latencies().events()).isEqualTo(3);
    assertThat(latencies().percentile(0.5).orElseThrow())
        .as("right to within a factor of two")
        .isBetween(Duration.ofSeconds(seconds / 2), Duration.ofSeconds(seconds * 2));
  }

  private LatencyHistogram latencies() {
    return LatencyHistogram.of(
        read(Span.HOUR).buckets().stream()
            .map(bucket -> bucket.latency().counts().stream().mapToLong(count -> count).toArray())
            .reduce(
                new long[LatencyHistogram.CLASSES],
                (one, other) -> {
                  for (int i = 0; i < one.length; i++) {
                    one[i] += other[i];
                  }
                  return one;
                }));
  }

  @Test
  void what_was_settled_before_the_oldest_settlement_that_is_kept_is_no_news() {
    everyVerdict();
    shift("30 minutes");
    deliveries.settle(deliveries.next(1));
    outbox
        .test()
        .execute("DELETE FROM call WHERE settlement_id < (SELECT max(id) FROM settlement)");
    outbox.test().execute("DELETE FROM settlement WHERE id < (SELECT max(id) FROM settlement)");
    assertThat(sum(read(Span.HOUR), Bucket::delivered)).isEqualTo(1);
    assertThat(sum(read(Span.HOUR), Bucket::dead)).isZero();
  }

  @Test
  void a_connector_nobody_knows_has_no_activity() {
    assertThat(activity.of(new ConnectorId(999_999), Span.HOUR)).isEmpty();
  }

  @Test
  void all_connectors_are_added_up() {
    var other = outbox.newConnector(List.of(source));
    everyVerdict();
    var others = new Deliveries(outbox, other);
    others.settle(others.next(7));
    assertThat(sum(activity.all(Span.HOUR), Bucket::delivered)).isEqualTo(9);
  }

  @Test
  void what_a_source_took_in_is_counted_where_it_was_committed() {
    everyVerdict();
    shift("10 minutes");
    Deliveries.append(outbox, source, "h");
    var intake = activity.intake(Span.HOUR);
    assertThat(intake).singleElement().satisfies(one -> assertThat(one.source()).isEqualTo(source));
    var accepted = intake.getFirst().accepted();
    assertThat(accepted).hasSize(60);
    assertThat(accepted.stream().mapToLong(count -> count).sum()).isEqualTo(8);
    assertThat(accepted.subList(0, 55).stream().mapToLong(count -> count).sum()).isEqualTo(7);
  }

  @Test
  void codes_are_counted_of_events_that_were_given_up_and_of_calls_that_failed() {
    everyVerdict();
    outbox.test().execute("UPDATE call SET http_status = 503, code = 'gone', started_at = now()");
    var errors = activity.errors(connector, Span.HOUR);
    assertThat(errors.whole()).isTrue();
    assertThat(errors.counts()).containsOnlyKeys("gone", "invalid", "too_old");
    assertThat(errors.counts().values())
        .allSatisfy(
            counts -> assertThat(counts.stream().mapToLong(count -> count).sum()).isEqualTo(1));
    assertThat(activity.errors(null, Span.HOUR).counts()).isEqualTo(errors.counts());
  }

  @Test
  void the_last_minutes_of_each_connector_are_told() {
    everyVerdict();
    assertThat(activity.recent()).containsExactly(new Recent(connector, 7, 2, 1, 1, 1));
    shift("6 minutes");
    assertThat(activity.recent()).containsExactly(new Recent(connector, 0, 0, 0, 0, 0));
  }
}
