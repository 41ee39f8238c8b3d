package dev.waybill.inbound.console.piece;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why something stands still, whole: a bare code is no reason.
 *
 * @param happened what happened, a sentence
 * @param since since when; null where that is not known
 * @param waiting how many events wait on it; null where that cannot be known now
 * @param firstExpiry when the first of them expires; null when none does
 * @param expiryCause what for it expires, as the end of "expires …"; empty when none does
 * @param todo what to do, a sentence
 * @param link where that is done; null where it is not done here
 */
public record ReasonBlock(
    Tone tone,
    String code,
    String happened,
    @Nullable Instant since,
    @Nullable Long waiting,
    @Nullable Instant firstExpiry,
    String expiryCause,
    String todo,
    @Nullable Link link) {
  /** Names its link in the page, the same whenever it is made anew. */
  public String anchor() {
    return "do-" + code + (link == null ? "" : "-" + link.path());
  }

  /** {@code 12 events}. */
  public String waitingInWords() {
    if (waiting == null) {
      return "not known now";
    }
    return waiting == 0 ? "no events" : Figures.events(waiting);
  }
}
