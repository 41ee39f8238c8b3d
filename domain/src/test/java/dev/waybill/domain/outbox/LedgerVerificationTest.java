package dev.waybill.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LedgerAudit.Report;
import dev.waybill.domain.outbox.VerifyLedger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LedgerVerificationTest {
  private static final Report FINE = new Report(1, 2, 10, 3, List.of());
  private final SteppingClock clock = new SteppingClock(Instant.EPOCH);
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<State> seen = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final LedgerVerification verification =
      new LedgerVerification(
          new SlowAudit(), (action, _) -> recorded.add(action), waiting::add, clock, failures::add);

  @Test
  void nobody_has_asked_at_first() {
    assertThat(verification.state()).isEqualTo(new State.Never());
  }

  @Test
  void a_count_runs_in_the_background_and_tells_how_far_it_is() {
    var begun = clock.instant();
    assertThat(verification.begin()).isEqualTo(new State.Running(begun, 0, 0));
    waiting.getFirst().run();
    assertThat(seen).containsExactly(new State.Running(begun, 1, 3));
    assertThat(verification.state()).isEqualTo(new State.Done(begun, Duration.ofSeconds(5), FINE));
    assertThat(recorded).containsExactly("verify_ledger");
  }

  @Test
  void a_count_under_way_is_not_begun_again() {
    verification.begin();
    verification.begin();
    assertThat(waiting).hasSize(1);
    waiting.getFirst().run();
    verification.begin();
    assertThat(waiting).as("a new one after it").hasSize(2);
  }

  @Test
  void a_count_that_failed_says_so_and_can_be_begun_again() {
    var failing =
        new LedgerVerification(
            _ -> {
              throw new StoreUnavailableException("away", new IllegalStateException());
            },
            (_, _) -> {},
            Runnable::run,
            clock,
            failures::add);
    assertThat(failing.begin()).isEqualTo(new State.Failed(clock.instant()));
    assertThat(failures).as("why").singleElement().isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_count_nobody_can_run_is_no_count_under_way() {
    var refusing =
        new LedgerVerification(
            _ -> FINE,
            (_, _) -> {},
            _ -> {
              throw new RejectedExecutionException();
            },
            clock,
            failures::add);
    assertThatThrownBy(refusing::begin).isInstanceOf(RejectedExecutionException.class);
    assertThat(refusing.state()).isEqualTo(new State.Failed(clock.instant()));
  }

  private final class SlowAudit implements LedgerAudit {
    @Override
    public Report verify(int newest) {
      return verify(newest, (_, _) -> {});
    }

    @Override
    public Report verify(int newest, Progress progress) {
      progress.at(1, 3);
      seen.add(verification.state());
      clock.advance(Duration.ofSeconds(5));
      return FINE;
    }
  }
}
