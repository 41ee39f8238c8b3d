package dev.waybill.domain.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract itself: each broken outbox is caught by the test that names its fault. */
class OutboxContractTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @Test
  void an_outbox_that_fences_nobody_is_caught() {
    var contract = new InMemoryOutboxContract(new FencesNobody());
    assertCaught(contract::a_stalled_owner_settles_nothing);
    assertCaught(contract::a_node_that_takes_the_connector_again_ends_its_own_earlier_ownership);
  }

  @Test
  void an_outbox_that_loses_an_event_of_a_read_is_caught() {
    var contract = new InMemoryEventLogContract(new SkipsOne());
    assertCaught(contract::events_are_read_back_in_the_order_they_were_appended);
  }

  @Test
  void a_log_whose_numbers_become_visible_out_of_order_is_caught() {
    var contract = new InMemoryEventLogContract(new PlainSequence());
    assertCaught(contract::a_reader_beside_four_writers_sees_every_event_once_and_in_order);
  }

  @Test
  void a_log_that_cannot_be_read_from_before_its_start_is_caught() {
    var contract = new InMemoryEventLogContract(new KnowsItsOwnNumbersOnly());
    assertCaught(contract::reading_from_before_the_first_event_begins_with_it);
  }

  @Test
  void an_outbox_that_takes_a_duplicate_for_new_is_caught() {
    var contract = new InMemoryEventLogContract(new SaysAccepted());
    assertCaught(contract::an_event_is_accepted_once);
  }

  @Test
  void an_outbox_that_ignores_the_bytes_is_caught() {
    assertCaught(
        new InMemoryEventLogContract(new IgnoresBytes())
            ::reading_stops_at_the_bytes_but_gives_at_least_one_event);
    var contract = new InMemoryOutboxContract(new IgnoresBytes());
    assertCaught(contract::due_retries_stop_at_the_bytes_but_at_least_one_is_given);
  }

  @Test
  void an_outbox_that_gives_retries_before_they_are_due_is_caught() {
    var contract = new InMemoryOutboxContract(new RetriesAtOnce());
    assertCaught(contract::a_retry_comes_back_when_it_is_due_and_not_before);
  }

  @Test
  void an_outbox_that_finds_only_retries_that_are_due_is_caught() {
    var contract = new InMemoryOutboxContract(new FindsWhatIsDue());
    assertCaught(contract::retries_are_found_by_their_numbers_due_or_not_until_they_end);
  }

  @Test
  void an_outbox_that_forgets_what_is_uncertain_is_caught() {
    var contract = new InMemoryOutboxContract(new ForgetsDoubt());
    assertCaught(contract::what_is_uncertain_of_a_retry_comes_back_with_it);
  }

  @Test
  void an_outbox_that_forgets_exceptions_is_caught_by_the_ledger() {
    var contract = new InMemoryOutboxContract(new ForgetsExceptions());
    assertCaught(contract::each_verdict_is_counted_as_what_it_is);
  }

  @Test
  void the_sound_outbox_is_not_caught() {
    assertThatCode(
            new InMemoryOutboxContract(new InMemoryOutbox(CLOCK))::a_stalled_owner_settles_nothing)
        .doesNotThrowAnyException();
  }

  private static void assertCaught(ThrowingCallable test) {
    assertThatThrownBy(test).isInstanceOf(AssertionError.class);
  }

  private static final class FencesNobody extends InMemoryOutbox {
    FencesNobody() {
      super(CLOCK);
    }

    @Override
    protected boolean isCurrent(Ownership ownership) {
      return true;
    }
  }

  private static final class SkipsOne extends InMemoryOutbox {
    SkipsOne() {
      super(CLOCK);
    }

    @Override
    public synchronized List<Entry> read(
        SourceId source, long after, long upTo, int limit, int maxBytes) {
      var entries = new ArrayList<>(super.read(source, after, upTo, limit, maxBytes));
      if (entries.size() > 1) {
        entries.remove(1);
      }
      return entries;
    }
  }

  /**
   * Takes its numbers from a plain sequence, and the events of the first call become visible after
   * those of a later one.
   */
  private static final class PlainSequence implements EventLog {
    private static final long FIRST = 1;

    private final AtomicLong sequence = new AtomicLong();
    private final NavigableMap<Long, Entry> visible = new ConcurrentSkipListMap<>();
    private final CountDownLatch overtaken = new CountDownLatch(1);

    @Override
    public List<Appended> append(List<NewEvent> events) {
      var numbered = events.stream().map(this::numbered).toList();
      if (numbered.getFirst().seq() == FIRST) {
        awaitOvertaking();
      }
      numbered.forEach(entry -> visible.put(entry.seq(), entry));
      return events.stream().map(_ -> Appended.ACCEPTED).toList();
    }

    private Entry numbered(NewEvent event) {
      return new Entry(sequence.incrementAndGet(), event.key(), Instant.EPOCH, event.payload());
    }

    private void awaitOvertaking() {
      try {
        if (!overtaken.await(10, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody read a later number within 10 seconds");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes) {
      var entries = visible.tailMap(after, false).values().stream().limit(limit).toList();
      if (!entries.isEmpty()) {
        overtaken.countDown();
      }
      return entries;
    }
  }

  /** Begins at a number that is there, and finds nothing after one that never was. */
  private static final class KnowsItsOwnNumbersOnly extends InMemoryOutbox {
    KnowsItsOwnNumbersOnly() {
      super(CLOCK);
    }

    @Override
    public synchronized List<Entry> read(
        SourceId source, long after, long upTo, int limit, int maxBytes) {
      return after == 0 || !super.read(source, after - 1, after, 1, maxBytes).isEmpty()
          ? super.read(source, after, upTo, limit, maxBytes)
          : List.of();
    }
  }

  private static final class SaysAccepted extends InMemoryOutbox {
    SaysAccepted() {
      super(CLOCK);
    }

    @Override
    public synchronized List<Appended> append(List<NewEvent> events) {
      return super.append(events).stream().map(_ -> Appended.ACCEPTED).toList();
    }
  }

  private static final class IgnoresBytes extends InMemoryOutbox {
    IgnoresBytes() {
      super(CLOCK);
    }

    @Override
    public synchronized List<Entry> read(
        SourceId source, long after, long upTo, int limit, int maxBytes) {
      return super.read(source, after, upTo, limit, Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
      return super.dueRetries(lane, limit, Integer.MAX_VALUE);
    }
  }

  private static final class RetriesAtOnce extends InMemoryOutbox {
    private final List<Settlement> settled = new ArrayList<>();

    RetriesAtOnce() {
      super(CLOCK);
    }

    @Override
    public synchronized Settled settle(Ownership ownership, Settlement settlement) {
      settled.add(settlement);
      return super.settle(ownership, settlement);
    }

    @Override
    public synchronized List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
      return settled.stream()
          .flatMap(settlement -> settlement.exceptions().stream())
          .flatMap(
              exception -> read(lane.source(), exception.seq() - 1, exception.seq(), 1, 1).stream())
          .map(entry -> new RetryEntry(entry, 1, Duration.ZERO, null))
          .toList();
    }
  }

  private static final class FindsWhatIsDue extends InMemoryOutbox {
    FindsWhatIsDue() {
      super(CLOCK);
    }

    @Override
    public synchronized List<RetryEntry> retries(Lane lane, List<Long> seqs) {
      return dueRetries(lane, seqs.size(), Integer.MAX_VALUE);
    }
  }

  private static final class ForgetsDoubt extends InMemoryOutbox {
    ForgetsDoubt() {
      super(CLOCK);
    }

    @Override
    public synchronized List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
      return super.dueRetries(lane, limit, maxBytes).stream()
          .map(retry -> new RetryEntry(retry.entry(), retry.attempts(), retry.age(), null))
          .toList();
    }
  }

  private static final class ForgetsExceptions extends InMemoryOutbox {
    ForgetsExceptions() {
      super(CLOCK);
    }

    @Override
    public synchronized Settled settle(Ownership ownership, Settlement settlement) {
      return super.settle(
          ownership,
          new Settlement(settlement.lane(), settlement.scope(), List.of(), settlement.calls()));
    }
  }
}
