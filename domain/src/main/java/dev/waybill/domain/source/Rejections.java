package dev.waybill.domain.source;

import java.util.List;

/** The last 1,000 rejected items of each source. Safe for use by many threads. */
public interface Rejections {
  int KEPT = 1_000;

  /**
   * Keeps these, oldest first; what is older than the last {@link #KEPT} is told no more and
   * forgotten in its time. Waits for nobody who keeps others.
   */
  void keep(SourceId source, List<Rejection> rejections);

  /** Newest first, at most {@link #KEPT}. */
  List<Rejection> last(SourceId source, int limit);
}
