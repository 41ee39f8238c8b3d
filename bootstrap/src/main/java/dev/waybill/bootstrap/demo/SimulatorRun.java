package dev.waybill.bootstrap.demo;

import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The simulator as a program.
 *
 * @param token the access token it honours; null to make one
 */
public record SimulatorRun(int port, @Nullable String token, boolean untilStdinCloses) {

  /** Runs until interrupted, or until standard input closes. */
  public void run(PrintStream out) throws InterruptedException {
    boolean given = token != null && !token.isBlank();
    var honoured = given ? Objects.requireNonNull(token) : madeToken();
    try (var simulator = start(honoured)) {
      if (!given) {
        out.println("Access token: " + honoured);
      }
      out.println(SimulatorProcess.READY + simulator.baseUri());
      if (untilStdinCloses) {
        awaitEndOfInput();
      } else {
        new CountDownLatch(1).await();
      }
    }
  }

  private TikTokSimulator start(String honoured) {
    try {
      return TikTokSimulator.start(SimulatorOptions.forToken(honoured).withPort(port));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new DemoFailedException(e.getMessage(), e);
    }
  }

  static String madeToken() {
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

  @Override
  public String toString() {
    return "SimulatorRun[" + port + "]";
  }
}
