package dev.waybill.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rule on one subject, from when it was found on.
 *
 * @param finding what was found last
 * @param pendingSince when this look of it began; it fires once that has lasted long enough
 * @param firedAt null while it has not fired
 * @param quietSince since when nothing is found any more; null while something is
 * @param resolvedAt null while it is not over
 */
public record Alert(
    Finding finding,
    Instant pendingSince,
    @Nullable Instant firedAt,
    @Nullable Instant quietSince,
    @Nullable Instant resolvedAt) {

  /** How far an alert is. */
  public enum State {
    /** Found, but not for long enough yet; nobody was told. */
    PENDING,
    FIRING,
    RESOLVED
  }

  public State state() {
    if (resolvedAt != null) {
      return State.RESOLVED;
    }
    return firedAt == null ? State.PENDING : State.FIRING;
  }

  public Finding.Key key() {
    return finding.key();
  }

  static Alert pending(Finding finding, Instant now) {
    return new Alert(finding, now, null, null, null);
  }

  /** After a time in which nobody looked: what lasted until then may have ended meanwhile. */
  Alert anew(Instant now) {
    return switch (state()) {
      case PENDING -> new Alert(finding, now, null, null, null);
      case FIRING -> new Alert(finding, pendingSince, firedAt, null, null);
      case RESOLVED -> this;
    };
  }

  Alert found(Finding again) {
    return new Alert(again.after(finding), pendingSince, firedAt, null, null);
  }

  Alert fired(Instant now) {
    return new Alert(finding, pendingSince, now, null, null);
  }

  Alert quiet(Instant now) {
    return quietSince == null ? new Alert(finding, pendingSince, firedAt, now, null) : this;
  }

  Alert resolved(Instant now) {
    return new Alert(finding, pendingSince, firedAt, quietSince, now);
  }
}
