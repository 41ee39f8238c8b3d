package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Commits the events of many callers together, without a thread of its own: whoever comes when
 * nobody leads commits everything that is queued, and hands the lead to the first of those who came
 * meanwhile. Safe for use by many threads. Interrupting a caller that leads, as the end of a stop
 * that took too long does, breaks off the commit of its whole group: none of them is told that its
 * events are stored.
 */
final class GroupCommit {
  private final Function<List<NewEvent>, List<Appended>> transaction;
  private final int mostEvents;
  private final Duration patience;

  /** Package-private as the gate of a test: whoever holds it decides who comes next. */
  final ReentrantLock lock = new ReentrantLock();

  private final Deque<Member> queue = new ArrayDeque<>();
  private boolean led;

  /**
   * @param transaction appends a group durably and answers for each event in order, or throws and
   *     has appended nothing that is known of
   * @param mostEvents in one group; a caller may not bring more
   * @param patience how long a caller waits for its answer
   */
  GroupCommit(
      Function<List<NewEvent>, List<Appended>> transaction, int mostEvents, Duration patience) {
    this.transaction = transaction;
    this.mostEvents = mostEvents;
    this.patience = patience;
  }

  List<Appended> append(List<NewEvent> events) {
    if (events.size() > mostEvents) {
      throw new IllegalArgumentException(
          "append: wanted at most " + mostEvents + " events, got " + events.size());
    }
    var member = new Member(events);
    if (join(member)) {
      lead();
    }
    return await(member);
  }

  /** How many callers are queued for the next commit. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the member has to lead. */
  private boolean join(Member member) {
    lock.lock();
    try {
      queue.add(member);
      boolean leads = !led;
      led = true;
      return leads;
    } finally {
      lock.unlock();
    }
  }

  private List<Appended> await(Member member) {
    try {
      var message = member.inbox.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (message instanceof Lead) {
        lead();
        message = member.inbox.poll();
      }
      return switch (message) {
        case Answered(var answers) -> answers;
        case Failed(var cause) -> throw failure(cause);
        case Lead _ -> throw new IllegalStateException("nobody is asked to lead twice");
        case null -> {
          withdraw(member);
          throw new StoreUnavailableException(
              "the events were not committed in time", new TimeoutException(patience.toString()));
        }
      };
    } catch (InterruptedException e) {
      withdraw(member);
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before the events were committed", e);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    var message = "the commit of the events failed";
    return cause instanceof StoreUnavailableException
        ? new StoreUnavailableException(message, cause)
        : new IllegalStateException(message, cause);
  }

  /** Takes the member out; if it was just asked to lead, the lead goes on to the next. */
  private void withdraw(Member member) {
    lock.lock();
    try {
      queue.remove(member);
      if (member.inbox.peek() instanceof Lead) {
        handOver();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Commits one group with the caller among it, and hands over: before the answers are given, or
   * the next leader would get its turn after all those who are to be answered.
   */
  private void lead() {
    Runnable tell;
    try {
      tell = commit(group());
    } finally {
      lock.lock();
      try {
        handOver();
      } finally {
        lock.unlock();
      }
    }
    tell.run();
  }

  /** What is to be told to the group. */
  private Runnable commit(List<Member> group) {
    try {
      var answers = transaction.apply(events(group));
      return () -> answer(group, answers);
    } catch (RuntimeException | Error e) {
      return () -> group.forEach(member -> member.inbox.add(new Failed(e)));
    }
  }

  /** The leader is the first of the queue, so it is always among its own group. */
  private List<Member> group() {
    lock.lock();
    try {
      var group = new ArrayList<Member>();
      int events = 0;
      while (!queue.isEmpty() && events + queue.getFirst().events.size() <= mostEvents) {
        var member = queue.removeFirst();
        events += member.events.size();
        group.add(member);
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private static List<NewEvent> events(List<Member> group) {
    if (group.size() == 1) {
      return group.getFirst().events;
    }
    var events = new ArrayList<NewEvent>();
    group.forEach(member -> events.addAll(member.events));
    return events;
  }

  private static void answer(List<Member> group, List<Appended> answers) {
    int from = 0;
    for (var member : group) {
      int to = from + member.events.size();
      member.inbox.add(new Answered(answers.subList(from, to)));
      from = to;
    }
  }

  /** Only with the lock held. */
  private void handOver() {
    var next = queue.peekFirst();
    led = next != null;
    if (next != null) {
      next.inbox.add(new Lead());
    }
  }

  private static final class Member {
    private final List<NewEvent> events;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(2);

    Member(List<NewEvent> events) {
      this.events = events;
    }
  }

  private sealed interface Message {}

  /** You commit the next group. */
  private record Lead() implements Message {}

  private record Answered(List<Appended> answers) implements Message {}

  private record Failed(Throwable cause) implements Message {}
}
