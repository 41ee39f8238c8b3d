package dev.waybill.inbound.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * How far long work has come: a bar that is drawn over on a terminal, else a line now and then. To
 * standard error, since it is no answer. Not for use by several threads.
 */
public final class Progress {
  private static final int WIDTH = 30;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final boolean terminal;
  private final InstantSource clock;
  private Instant lastLine;
  private String shown = "";

  public Progress(Surroundings here) {
    this.err = here.err();
    this.terminal = here.terminal();
    this.clock = here.clock();
    this.lastLine = clock.instant();
  }

  /**
   * @param total 0 where it is not known
   * @param note what else to say
   */
  public void show(long done, long total, String note) {
    var counted = counted(done, total) + (note.isEmpty() ? "" : ", " + note);
    if (terminal) {
      draw(total > 0 ? bar(done, total) + counted : counted);
    } else if (isTime()) {
      lastLine = clock.instant();
      print(counted + System.lineSeparator());
    }
  }

  /** Takes the bar away. */
  public void end() {
    if (!shown.isEmpty()) {
      print("\r" + " ".repeat(shown.length()) + "\r");
      shown = "";
    }
  }

  private boolean isTime() {
    return !clock.instant().isBefore(lastLine.plus(BETWEEN_LINES));
  }

  private void draw(String text) {
    print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
    shown = text;
  }

  private void print(String text) {
    err.print(text);
    err.flush();
  }

  private static String counted(long done, long total) {
    return total > 0
        ? String.format(Locale.ROOT, "%,d of %,d", done, total)
        : String.format(Locale.ROOT, "%,d", done);
  }

  private static String bar(long done, long total) {
    int full = Math.clamp(WIDTH * done / total, 0, WIDTH);
    return "["
        + "#".repeat(full)
        + ".".repeat(WIDTH - full)
        + "] "
        + Math.clamp(100 * done / total, 0, 100)
        + " %  ";
  }
}
