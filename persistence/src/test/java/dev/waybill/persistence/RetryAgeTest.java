package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.Connectors.Change.Changed;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A retry that first failed an hour before its connector became idle, which was a week ago. */
class RetryAgeTest {
  private static final Reason REASON = new Reason("token_refused", "No.", Instant.EPOCH);
  private static final Duration BEFORE_IT_WAS_IDLE = Duration.ofHours(1);

  private static OutboxFixture outbox;

  private SourceId source;
  private ConnectorId connector;
  private Deliveries deliveries;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @BeforeEach
  void failOnce() {
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    deliveries = new Deliveries(outbox, connector);
    Deliveries.append(outbox, source, "a " + connector.number());
    var entries = deliveries.next(1);
    deliveries.settle(
        entries,
        new Retrying(
            entries.getFirst().seq(), 1, Duration.ZERO, "busy", "Again.", WindowStart.UNKNOWN));
    failedAgo("1 hour");
  }

  private void failedAgo(String age) {
    outbox
        .test()
        .execute(
            "UPDATE retry_event SET first_failed_at = now() - interval '%s' WHERE lane_id = %d"
                .formatted(age, deliveries.lane().id().number()));
  }

  private void aWeekGoesBy() {
    outbox
        .test()
        .execute(
            "UPDATE connector SET idle_since = idle_since - interval '7 days' WHERE id = "
                + connector.number());
    outbox
        .test()
        .execute(
            "UPDATE retry_event SET first_failed_at = first_failed_at - interval '7 days'"
                + " WHERE lane_id = "
                + deliveries.lane().id().number());
  }

  private long version() {
    return find().registration().version();
  }

  private Connector find() {
    return outbox.connectors().find(connector).orElseThrow();
  }

  private static void expectChanged(Connectors.Change change) {
    assertThat(change).isInstanceOf(Changed.class);
  }

  private void park() {
    expectChanged(outbox.connectors().park(connector, version(), REASON));
  }

  private void reinstate() {
    expectChanged(outbox.connectors().reinstate(connector, version()));
  }

  private void pause(boolean isPaused) {
    expectChanged(outbox.connectors().pause(connector, isPaused));
  }

  private void assertAge(Duration expected) {
    assertThat(due().age()).isBetween(expected, expected.plusMinutes(1));
  }

  @Test
  void parked_time_does_not_count() {
    park();
    aWeekGoesBy();
    reinstate();
    assertAge(BEFORE_IT_WAS_IDLE);
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void parked_time_that_ends_with_a_new_configuration_does_not_count() {
    park();
    aWeekGoesBy();
    outbox.subscribe(connector, List.of(source));
    assertAge(BEFORE_IT_WAS_IDLE);
  }

  @Test
  void paused_time_does_not_count() {
    pause(true);
    aWeekGoesBy();
    pause(false);
    assertAge(BEFORE_IT_WAS_IDLE);
  }

  @Test
  void a_connector_that_is_parked_and_paused_is_idle_until_it_is_neither() {
    park();
    pause(true);
    aWeekGoesBy();
    reinstate();
    aWeekGoesBy();
    pause(false);
    assertAge(BEFORE_IT_WAS_IDLE);
  }

  @Test
  void a_paused_connector_that_is_parked_too_is_idle_until_it_is_neither() {
    pause(true);
    park();
    aWeekGoesBy();
    pause(false);
    aWeekGoesBy();
    reinstate();
    assertAge(BEFORE_IT_WAS_IDLE);
  }

  @Test
  void the_time_since_an_unanswered_attempt_counts_while_the_connector_is_parked_too() {
    var doubt = new Uncertainty(Instant.parse("2026-05-01T11:30:00Z"), 2);
    settleAgain(1, new WindowStart(null, doubt));
    park();
    aWeekGoesBy();
    reinstate();
    assertThat(due().uncertainty()).as("the platform's clock ran on").isEqualTo(doubt);
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void a_retry_that_used_up_no_attempt_grows_no_older_until_it_does() {
    settleAgain(0, WindowStart.UNKNOWN);
    failedAgo("4 days");
    assertThat(due().age()).isZero();
    settleAgain(1, WindowStart.UNKNOWN);
    assertAge(Duration.ZERO);
    failedAgo("2 hours");
    settleAgain(2, WindowStart.UNKNOWN);
    assertAge(Duration.ofHours(2));
  }

  private void settleAgain(int attempts, WindowStart windows) {
    var entry = due().entry();
    deliveries.settleRetries(
        List.of(entry),
        new Retrying(entry.seq(), attempts, Duration.ZERO, "busy", "Again.", windows));
  }

  private RetryEntry due() {
    return outbox.lanes().dueRetries(deliveries.lane(), 1, 1 << 20).getFirst();
  }

  @Test
  void time_before_and_after_counts() {
    park();
    aWeekGoesBy();
    reinstate();
    failedAgo("2 hours");
    reinstate();
    assertAge(Duration.ofHours(2));
  }

  @Test
  void what_failed_while_the_connector_was_idle_is_new() {
    park();
    aWeekGoesBy();
    failedAgo("1 day");
    reinstate();
    assertAge(Duration.ZERO);
  }
}
