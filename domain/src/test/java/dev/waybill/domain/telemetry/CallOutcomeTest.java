package dev.waybill.domain.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallOutcomeTest {
  private static final Outcome REJECTED = new Outcome.Rejected("40002", "Refused.");

  @Test
  void a_call_that_was_halved_brought_nothing_by_itself() {
    var report =
        new DeliveryReport(
            List.of(Outcome.ACCEPTED, REJECTED), List.of(call(0, 1), call(0), call(1)));
    assertThat(CallOutcome.of(report))
        .containsExactly(CallOutcome.REPEATED, CallOutcome.ACCEPTED, CallOutcome.REJECTED);
  }

  @Test
  void a_call_with_different_answers_is_mixed_and_what_names_no_event_of_the_batch_counts_none() {
    var report =
        new DeliveryReport(List.of(Outcome.ACCEPTED, REJECTED), List.of(call(7), call(0, 1)));
    assertThat(CallOutcome.of(report)).containsExactly(CallOutcome.REPEATED, CallOutcome.MIXED);
  }

  private static Call call(Integer... events) {
    return new Call(List.of(events), 200, "0", null, null, Instant.EPOCH, Duration.ZERO);
  }
}
