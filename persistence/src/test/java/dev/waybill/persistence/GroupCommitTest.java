package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SourceId SOURCE = new SourceId(1);

  private final GatedTransaction transaction = new GatedTransaction();

  private GroupCommit commits(int mostEvents, Duration patience) {
    return new GroupCommit(transaction::commit, mostEvents, patience);
  }

  private static List<NewEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> Deliveries.event(SOURCE, "event " + i)).toList();
  }

  private static CompletableFuture<List<Appended>> inThread(GroupCommit commits, int events) {
    var result = new CompletableFuture<List<Appended>>();
    Thread.ofVirtual().start(() -> complete(result, commits, events));
    return result;
  }

  private static void complete(
      CompletableFuture<List<Appended>> result, GroupCommit commits, int events) {
    try {
      result.complete(commits.append(events(events)));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @Test
  void those_who_come_during_a_commit_share_the_next_one() throws Exception {
    var commits = commits(100, PATIENCE);
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    var others = List.of(inThread(commits, 2), inThread(commits, 3), inThread(commits, 4));
    Await.until("all queued", PATIENCE, () -> commits.waiting() == 3);
    transaction.open.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).get(20, TimeUnit.SECONDS)).hasSize(i + 2);
    }
    assertThat(transaction.sizes).containsExactly(1, 9);
  }

  @Test
  void a_group_holds_no_more_events_than_it_may() throws Exception {
    var commits = commits(5, PATIENCE);
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    var others = List.of(inThread(commits, 3), inThread(commits, 3), inThread(commits, 3));
    Await.until("all queued", PATIENCE, () -> commits.waiting() == 3);
    transaction.open.countDown();
    first.get(20, TimeUnit.SECONDS);
    for (var other : others) {
      assertThat(other.get(20, TimeUnit.SECONDS)).hasSize(3);
    }
    assertThat(transaction.sizes).containsExactly(1, 3, 3, 3);
  }

  @Test
  void more_events_than_a_group_may_hold_are_refused() {
    assertThatThrownBy(() -> commits(5, PATIENCE).append(events(6)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_failed_commit_is_told_to_every_member_and_the_next_one_is_made() throws Exception {
    var commits = commits(100, PATIENCE);
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    var others = List.of(inThread(commits, 1), inThread(commits, 1));
    Await.until("all queued", PATIENCE, () -> commits.waiting() == 2);
    transaction.failure = new StoreUnavailableException("away", new IOException());
    transaction.open.countDown();
    for (var member : List.of(first, others.get(0), others.get(1))) {
      assertThat(member)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(StoreUnavailableException.class);
    }
    transaction.failure = null;
    assertThat(commits.append(events(2))).hasSize(2);
  }

  @Test
  void a_bug_is_not_called_an_outage() {
    transaction.open.countDown();
    transaction.failure = new IllegalArgumentException("bug");
    assertThatThrownBy(() -> commits(5, PATIENCE).append(events(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoever_waits_too_long_leaves_and_is_not_committed() throws Exception {
    var commits = commits(100, Duration.ofMillis(100));
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    assertThatThrownBy(() -> commits.append(events(7)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(commits.waiting()).isZero();
    transaction.open.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(commits.append(events(2))).hasSize(2);
    assertThat(transaction.sizes).containsExactly(1, 2);
  }

  @Test
  void an_interrupt_means_stop_and_the_flag_stays() throws Exception {
    var commits = commits(100, PATIENCE);
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> commits.append(events(1)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
    transaction.open.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(transaction.sizes).containsExactly(1);
  }

  @Test
  void a_member_interrupted_as_it_is_made_leader_hands_the_lead_on() throws Exception {
    var commits = commits(100, PATIENCE);
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    var second = new CompletableFuture<List<Appended>>();
    var interrupted = Thread.ofVirtual().start(() -> complete(second, commits, 7));
    Await.until("the second is queued", PATIENCE, () -> commits.waiting() == 1);
    var third = inThread(commits, 3);
    Await.until("the third is queued", PATIENCE, () -> commits.waiting() == 2);
    leaveAtTheHandOver(commits, interrupted::interrupt);
    assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(second).failsWithin(PATIENCE);
    assertThat(third.get(20, TimeUnit.SECONDS)).hasSize(3);
    assertThat(transaction.sizes).containsExactly(1, 3);
  }

  @Test
  void a_member_that_times_out_as_it_is_made_leader_gives_the_lead_back() throws Exception {
    var commits = commits(100, Duration.ofSeconds(1));
    var first = inThread(commits, 1);
    transaction.awaitCommits(1);
    var second = inThread(commits, 7);
    Await.until("the second is queued", PATIENCE, () -> commits.waiting() == 1);
    leaveAtTheHandOver(commits, () -> {});
    assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(second).failsWithin(PATIENCE);
    assertThat(commits.append(events(2))).hasSize(2);
    assertThat(transaction.sizes).containsExactly(1, 2);
  }

  /** The leader comes to hand over first, and only then does its successor come to leave. */
  private void leaveAtTheHandOver(GroupCommit commits, Runnable leave) {
    commits.lock.lock();
    try {
      transaction.open.countDown();
      Await.until("the leader hands over", PATIENCE, () -> commits.lock.getQueueLength() == 1);
      leave.run();
      Await.until("its successor leaves", PATIENCE, () -> commits.lock.getQueueLength() == 2);
    } finally {
      commits.lock.unlock();
    }
  }

  /** A transaction that waits for a gate and then answers or fails. */
  private static final class GatedTransaction {
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile @Nullable RuntimeException failure;

    List<Appended> commit(List<NewEvent> events) {
      sizes.add(events.size());
      try {
        if (!open.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody opened the gate");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      var failing = failure;
      if (failing != null) {
        throw failing;
      }
      return Collections.nCopies(events.size(), Appended.ACCEPTED);
    }

    void awaitCommits(int count) {
      Await.until(count + " commits", PATIENCE, () -> sizes.size() == count);
    }
  }
}
