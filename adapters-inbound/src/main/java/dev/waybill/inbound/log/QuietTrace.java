package dev.waybill.inbound.log;

import org.jspecify.annotations.Nullable;

/**
 * Where something broke, without the messages: those of parsers and databases repeat what they
 * choked on, and that may be somebody's data.
 */
public final class QuietTrace {
  private static final int FRAMES = 30;
  private static final int CAUSES = 5;

  private QuietTrace() {}

  public static String of(Throwable thrown) {
    var text = new StringBuilder(512);
    @Nullable Throwable each = thrown;
    for (int i = 0; each != null && i < CAUSES; i++) {
      append(i == 0 ? "" : "\ncaused by ", each, text);
      each = each.getCause();
    }
    return text.toString();
  }

  private static void append(String lead, Throwable thrown, StringBuilder text) {
    text.append(lead).append(thrown.getClass().getName());
    var frames = thrown.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      text.append("\n  at ").append(frames[i]);
    }
  }
}
