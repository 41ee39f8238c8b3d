package dev.waybill.tiktok;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells of each code that is not in our table once, so that the table can grow. For many threads.
 */
final class UnknownCodes {
  private static final int MOST = 1_000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Consumer<String> sink;

  /**
   * @param sink takes a sentence that names the code and nothing of the events
   */
  UnknownCodes(Consumer<String> sink) {
    this.sink = sink;
  }

  void saw(String code) {
    if (told.size() < MOST && told.add(code)) {
      sink.accept(
          "TikTok answered with code "
              + code
              + ", which Waybill does not know; the events are tried again.");
    }
  }
}
