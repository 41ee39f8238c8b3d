package dev.waybill.domain.alert;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found at one look.
 *
 * @param grade how bad
 * @param connector null when it is about the whole installation
 * @param since since when it has been so, as far as can be told
 * @param what what happened, for people; no personal data, no secrets
 * @param waiting how many events wait on it
 * @param firstExpiry when the first of them expires; null when none does
 * @param remedy what to do, for people
 */
public record Finding(
    Rule rule,
    Grade grade,
    @Nullable ConnectorId connector,
    Instant since,
    String what,
    long waiting,
    @Nullable Instant firstExpiry,
    String remedy) {

  /** How bad it is. What is not found at all is well. */
  public enum Grade {
    /** Beyond the limit. */
    BREACHED,
    /** Within the limit, but so near that what fires goes on firing. */
    NEAR,
    /** Too little was seen to tell: what fires goes on firing, in the words it has. */
    OPEN
  }

  /** What is said of it after the one before; most rules know only that it is so now. */
  Finding after(Finding before) {
    boolean open = grade == Grade.OPEN;
    return new Finding(
        rule,
        open ? before.grade() : grade,
        connector,
        before.since().isBefore(since) ? before.since() : since,
        open ? before.what() : what,
        waiting,
        firstExpiry,
        remedy);
  }

  /** What it is about: the same key is the same alert. */
  public Key key() {
    return new Key(rule, connector);
  }

  /** Which rule, about what. */
  public record Key(Rule rule, @Nullable ConnectorId connector) {}
}
