package dev.waybill.inbound.console.source;

import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Source;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source.
 *
 * @param kept how many rejections are known in all
 * @param further where older ones are shown; null when there are none
 */
record SourceView(
    Source source,
    String path,
    List<Rejection> rejections,
    int kept,
    int from,
    @Nullable Link further,
    Instant now) {
  static final int PAGE = 50;

  static SourceView of(Source source, List<Rejection> all, Visit visit) {
    var path = SourcePart.path(source);
    int from = Math.min(from(visit), all.size());
    int to = Math.min(from + PAGE, all.size());
    return new SourceView(
        source,
        path,
        all.subList(from, to),
        all.size(),
        from,
        to < all.size() ? new Link("Older ones", path + "?from=" + to) : null,
        visit.now());
  }

  private static int from(Visit visit) {
    return visit.query("from").filter(t -> t.matches("[0-9]{1,5}")).map(Integer::valueOf).orElse(0);
  }

  boolean isOpen() {
    return source.closedAt() == null;
  }

  boolean hasKey() {
    return source.keys().stream().anyMatch(key -> key.revokedAt() == null);
  }
}
