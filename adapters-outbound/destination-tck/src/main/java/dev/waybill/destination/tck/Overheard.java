package dev.waybill.destination.tck;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What is printed, and what is logged by the JDK's loggers, from its opening until it is closed.
 */
final class Overheard extends Handler {
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final PrintStream ear = new PrintStream(heard, true, StandardCharsets.UTF_8);
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  Overheard() {
    setFormatter(new SimpleFormatter());
    System.setOut(ear);
    System.setErr(ear);
    Logger.getLogger("").addHandler(this);
  }

  @Override
  public void publish(LogRecord logged) {
    ear.print(getFormatter().format(logged));
  }

  @Override
  public void flush() {
    ear.flush();
  }

  /** All of it, as text. */
  String text() {
    ear.flush();
    return heard.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
    System.setOut(out);
    System.setErr(err);
  }
}
