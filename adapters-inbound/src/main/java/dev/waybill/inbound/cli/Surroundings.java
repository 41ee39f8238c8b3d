package dev.waybill.inbound.cli;

import dev.waybill.domain.json.JsonCodec;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param terminal whether a person sits before it: input and output are both a terminal's
 * @param pause waits between two looks at something that takes long
 */
public record Surroundings(
    Map<String, String> environment,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    JsonCodec codec,
    InstantSource clock,
    Pause pause) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The variable's value, without white space around it; empty text where it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** Waiting. */
  @FunctionalInterface
  public interface Pause {
    void last(Duration time) throws InterruptedException;
  }
}
