package dev.waybill.tiktok.simulator;

/** What TikTok deduplicates by, together with its hash. */
record EventKey(String eventSourceId, String event, String eventId, long high, long low) {

  /** Tab-separated, with tabs, line ends and backslashes escaped. */
  String line() {
    return escaped(eventSourceId) + "\t" + escaped(event) + "\t" + escaped(eventId);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
