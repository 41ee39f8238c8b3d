package dev.waybill.inbound.console.overview;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.inbound.console.piece.Reasons;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What waits, at one connector or at all. */
record Waiting(long events, @Nullable FirstExpiry expiry) {
  /**
   * @param connector null for all of them
   */
  static Waiting of(@Nullable ConnectorId connector, List<Standing.Line> lines) {
    var its =
        lines.stream()
            .filter(line -> connector == null || line.connector().id().equals(connector))
            .toList();
    var first =
        its.stream()
            .map(Standing.Line::firstExpiry)
            .filter(Objects::nonNull)
            .min(Comparator.comparing(FirstExpiry::at));
    return new Waiting(its.stream().mapToLong(Standing.Line::waiting).sum(), first.orElse(null));
  }

  @Nullable Instant firstExpiry() {
    return expiry == null ? null : expiry.at();
  }

  String expiryCause() {
    return Reasons.cause(expiry);
  }
}
