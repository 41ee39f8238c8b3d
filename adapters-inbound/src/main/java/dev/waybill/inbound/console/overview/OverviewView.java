package dev.waybill.inbound.console.overview;

import dev.waybill.inbound.console.piece.Badge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the overview shows. */
record OverviewView(List<Line> lines, Instant now) {
  OverviewView {
    lines = List.copyOf(lines);
  }

  /** One connector. */
  record Line(
      String id,
      String name,
      String platform,
      Badge status,
      long accepted,
      long delivered,
      long lost,
      long waiting,
      @Nullable Instant oldestWaiting,
      @Nullable Instant firstExpiry) {}
}
