package dev.waybill.domain.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.alert.Finding.Grade;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets alerts fire and be over, and sends what is to be said about them. Of several nodes the one
 * that has the duty does it. One thread at a time goes round; any may read.
 */
public final class AlertWatch implements ReadAlerts, AutoCloseable {
  /** So long what is over is shown. */
  private static final Duration SHOWN = Duration.ofDays(1);

  /** So long a receiver that does not answer is tried. */
  static final Duration TRIED = Duration.ofDays(1);

  /** An older look says nothing of now, and what lies between two looks was seen by nobody. */
  static final Duration LOOK_LASTS = Duration.ofSeconds(30);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final NodeId self;
  private final AlertBook book;
  private final Optional<AlertChannel> channel;
  private final AlertLimits limits;
  private final AlertRules rules;
  private final Tools tools;

  /** The look that this node held against the rules last, while it has the duty. */
  private @Nullable Instant lastLook;

  /** What it works with. */
  public record Tools(JsonCodec json, InstantSource clock, Telemetry telemetry) {}

  /**
   * @param channel empty when alerts are logged and shown alone
   */
  public AlertWatch(
      NodeId self,
      AlertBook book,
      Optional<AlertChannel> channel,
      AlertLimits limits,
      Tools tools) {
    this.self = self;
    this.book = book;
    this.channel = channel;
    this.limits = limits;
    this.rules = new AlertRules(limits);
    this.tools = tools;
  }

  /**
   * Holds one look against the rules. A node whose look is too old leaves the duty to another.
   *
   * @return what began to fire, and what is over; empty on a node that has not the duty
   */
  public List<Alert> round(Observation seen) {
    var now = tools.clock().instant();
    if (isLongAfter(now, seen.at())) {
      return List.of();
    }
    // Also without the duty: the share of dead events is told from the looks before.
    var findings = rules.of(seen);
    if (!book.takeDuty(self)) {
      lastLook = null;
      return List.of();
    }
    var turn = turn(now, seen.at());
    turn.take(findings);
    var told = turn.told();
    if (!book.keep(self, turn.changed.values(), turn.gone, notices(told, now))) {
      lastLook = null;
      return List.of();
    }
    lastLook = seen.at();
    return told;
  }

  private static boolean isLongAfter(Instant later, Instant at) {
    return Duration.between(at, later).compareTo(LOOK_LASTS) > 0;
  }

  /** Whoever takes the duty over begins with a gap: the one before was silent for that long. */
  private Turn turn(Instant now, Instant look) {
    var before = lastLook;
    var gap = before == null || isLongAfter(look, before);
    var known = book.all();
    return new Turn(now, known, gap ? known.stream().map(it -> it.anew(now)).toList() : known);
  }

  private List<Notice> notices(List<Alert> told, Instant now) {
    return channel.isEmpty() ? List.of() : told.stream().map(it -> notice(it, now)).toList();
  }

  private Notice notice(Alert alert, Instant now) {
    var fired = alert.firedAt() == null ? now : alert.firedAt();
    var connector = alert.finding().connector();
    var id =
        "alert_%s_%s_%d_%s"
            .formatted(
                alert.finding().rule().wire(),
                connector == null ? "all" : connector,
                fired.toEpochMilli(),
                alert.resolvedAt() == null ? "firing" : "resolved");
    var body = new String(tools.json().write(AlertMessage.event(alert, now)), UTF_8);
    return new Notice(id, body, now, 0);
  }

  /** One look held against what is known. */
  private final class Turn {
    private final Instant now;
    private final Map<Finding.Key, Alert> kept = new HashMap<>();
    private final Map<Finding.Key, Alert> before = new HashMap<>();
    private final Map<Finding.Key, Alert> changed = new HashMap<>();
    private final List<Finding.Key> gone = new ArrayList<>();

    /**
     * @param kept as they are in the book
     * @param before as they are to be gone on from
     */
    Turn(Instant now, List<Alert> kept, List<Alert> before) {
      this.now = now;
      kept.forEach(alert -> this.kept.put(alert.key(), alert));
      before.forEach(alert -> this.before.put(alert.key(), alert));
    }

    void take(List<Finding> findings) {
      var found = new HashMap<Finding.Key, Finding>();
      findings.forEach(finding -> found.put(finding.key(), finding));
      found.forEach(this::found);
      before.values().stream()
          .filter(alert -> !found.containsKey(alert.key()))
          .forEach(this::notFound);
    }

    private void found(Finding.Key key, Finding finding) {
      var known = before.get(key);
      boolean breached = finding.grade() == Grade.BREACHED;
      if (known == null || known.state() == Alert.State.RESOLVED) {
        if (breached) {
          set(begun(Alert.pending(finding, now)));
        } else if (known != null) {
          notFound(known);
        }
      } else if (known.state() == Alert.State.FIRING) {
        set(known.found(finding));
      } else if (breached) {
        set(begun(known.found(finding)));
      } else {
        gone.add(key);
      }
    }

    private Alert begun(Alert pending) {
      var held = Duration.between(pending.pendingSince(), now);
      return held.compareTo(limits.hold()) < 0 ? pending : pending.fired(now);
    }

    private void notFound(Alert alert) {
      switch (alert.state()) {
        case PENDING -> gone.add(alert.key());
        case FIRING -> set(over(alert.quiet(now)));
        case RESOLVED -> {
          if (isOld(alert)) {
            gone.add(alert.key());
          }
        }
      }
    }

    private Alert over(Alert quiet) {
      var since = quiet.quietSince() == null ? now : quiet.quietSince();
      return Duration.between(since, now).compareTo(limits.quiet()) < 0
          ? quiet
          : quiet.resolved(now);
    }

    private boolean isOld(Alert alert) {
      var at = alert.resolvedAt();
      return at != null && at.isBefore(now.minus(SHOWN));
    }

    private void set(Alert alert) {
      if (!alert.equals(kept.get(alert.key()))) {
        changed.put(alert.key(), alert);
      }
    }

    /** What began to fire in this turn or was over in it. */
    List<Alert> told() {
      return changed.values().stream()
          .filter(it -> now.equals(it.firedAt()) || now.equals(it.resolvedAt()))
          .sorted(Comparator.comparing(it -> it.finding().rule()))
          .toList();
    }
  }

  /** What became of a message; for the log. */
  public record Tried(String id, Sent sent, boolean givenUp) {}

  /** Sends the message that is due, if there is one; may take as long as a call. */
  public Optional<Tried> send() {
    return channel.flatMap(to -> book.due().map(notice -> send(notice, to)));
  }

  private Tried send(Notice notice, AlertChannel to) {
    var sent = to.send(notice);
    tools.telemetry().alerted(sent);
    boolean late = notice.at().plus(TRIED).isBefore(tools.clock().instant());
    boolean givenUp = sent == Sent.NEVER || (sent == Sent.NOT_NOW && late);
    if (sent == Sent.TAKEN || givenUp) {
      book.done(notice);
    } else {
      book.postpone(notice, wait(notice.attempts()));
    }
    return new Tried(notice.id(), sent, givenUp);
  }

  /** Three times as long after each attempt, up to an hour. */
  static Duration wait(int attempts) {
    var wait = FIRST_WAIT;
    for (int i = 0; i < attempts && wait.compareTo(LONGEST_WAIT) < 0; i++) {
      wait = wait.multipliedBy(3);
    }
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  @Override
  public List<Alert> alerts() {
    var all = book.all();
    var newest = Comparator.comparing(AlertWatch::changedAt).reversed();
    return Stream.concat(
            all.stream().filter(it -> it.state() == Alert.State.FIRING).sorted(newest),
            all.stream().filter(it -> it.state() == Alert.State.RESOLVED).sorted(newest))
        .toList();
  }

  private static Instant changedAt(Alert alert) {
    if (alert.resolvedAt() != null) {
      return alert.resolvedAt();
    }
    return alert.firedAt() == null ? alert.pendingSince() : alert.firedAt();
  }

  /** Nothing is sent afterwards. */
  @Override
  public void close() {
    channel.ifPresent(AlertChannel::close);
  }
}
