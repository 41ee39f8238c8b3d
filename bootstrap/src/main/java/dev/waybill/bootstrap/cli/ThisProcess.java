package dev.waybill.bootstrap.cli;

import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.json.JacksonCodec;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** What commands find around them in this process. */
final class ThisProcess {
  private ThisProcess() {}

  static Surroundings surroundings() {
    return new Surroundings(
        System.getenv(),
        System.in,
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, false, StandardCharsets.UTF_8),
        isTerminal(),
        new JacksonCodec(),
        InstantSource.system(),
        Thread::sleep);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
