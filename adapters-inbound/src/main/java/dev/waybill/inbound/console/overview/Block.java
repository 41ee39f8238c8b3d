package dev.waybill.inbound.console.overview;

import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not well.
 *
 * @param where where; a link to the overview itself is about the whole installation
 * @param alertSince since when an alert about it fires; null when none does
 */
record Block(Link where, ReasonBlock reason, @Nullable Instant alertSince) {
  static final Link INSTALLATION = new Link("The installation", "/");
  static final Link NODE = new Link("This node", "/");

  boolean isBad() {
    return reason.tone() == Tone.BAD;
  }

  /** Names its link in the page, the same whenever it is made anew. */
  String anchor() {
    return "see-" + where.path() + "-" + reason.code();
  }

  boolean isHere() {
    return where.path().equals("/");
  }

  /** An alert that fires no more. */
  record Over(String what, Instant firedAt, Instant resolvedAt) {}
}
