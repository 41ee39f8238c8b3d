package dev.waybill.bootstrap;

import java.util.Map;

/** Chooses how log lines look, before the first of them is written. */
public final class Logging {
  private Logging() {}

  /**
   * Reads {@code WAYBILL_LOG_FORMAT} and {@code WAYBILL_LOG_LEVEL}; wrong values are reported by
   * the settings later.
   */
  public static void configure(Map<String, String> environment) {
    boolean json = "json".equals(environment.get("WAYBILL_LOG_FORMAT"));
    System.setProperty("logback.configurationFile", json ? "logback-json.xml" : "logback-text.xml");
    var level = environment.getOrDefault("WAYBILL_LOG_LEVEL", "info");
    System.setProperty("waybill.log.level", level);
  }
}
