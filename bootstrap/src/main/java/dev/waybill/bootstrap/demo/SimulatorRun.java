package dev.waybill.bootstrap.demo;

import dev.waybill.bootstrap.stage.SimulatorProcess;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The simulator as a program.
 *
 * @param options how it starts; without tokens it makes one and prints it
 * @param eventSourceIds what a token that it makes may report to; none means all
 */
public record SimulatorRun(
    SimulatorOptions options, Set<String> eventSourceIds, boolean untilStdinCloses) {
  public SimulatorRun {
    eventSourceIds = Set.copyOf(eventSourceIds);
  }

  /** Runs until interrupted, or until standard input closes. */
  public void run(PrintStream out) throws InterruptedException {
    try (var simulator = start()) {
      if (options.tokens().isEmpty()) {
        out.println("Access token: " + simulator.issueToken(eventSourceIds));
      }
      out.println(SimulatorProcess.READY + simulator.baseUri());
      if (untilStdinCloses) {
        awaitEndOfInput();
      } else {
        new CountDownLatch(1).await();
      }
    }
  }

  private TikTokSimulator start() {
    try {
      return TikTokSimulator.start(options);
    } catch (UncheckedIOException e) {
      throw new StageFailedException(e.getMessage(), e);
    }
  }

  /** A token nobody can guess. */
  public static String madeToken() {
    var bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // nobody sends anything; the end of it is the message
      }
    } catch (IOException e) {
      // a broken pipe says the same as its end
    }
  }
}
