package dev.waybill.domain.source;

import dev.waybill.domain.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rejected items in memory. Safe for use by many threads. */
public final class InMemoryRejections implements Rejections {
  private final Map<SourceId, List<Rejection>> kept = new HashMap<>();
  private boolean broken;

  /** Nothing can be kept from here on. */
  public synchronized void breakDown() {
    broken = true;
  }

  @Override
  public synchronized void keep(SourceId source, List<Rejection> rejections) {
    if (broken) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
    var all = kept.computeIfAbsent(source, _ -> new ArrayList<>());
    all.addAll(rejections);
    all.subList(0, Math.max(0, all.size() - KEPT)).clear();
  }

  @Override
  public synchronized List<Rejection> last(SourceId source, int limit) {
    return kept.getOrDefault(source, List.of()).reversed().stream().limit(limit).toList();
  }
}
