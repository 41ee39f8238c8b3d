package dev.waybill.tiktok.simulator;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a simulator starts.
 *
 * @param port the port on 127.0.0.1, 0 for any free one
 * @param tokens every token that is honoured, with the event source ids it may report to; an empty
 *     set allows them all
 * @param modes departures from the default behaviour
 */
public record SimulatorOptions(int port, Map<String, Set<String>> tokens, Set<Mode> modes) {

  /** A departure from the default behaviour. */
  public enum Mode {
    /** Emails and phones that are not hashed are a finding only, as they probably are at TikTok. */
    UNHASHED_ACCEPTED,
    /**
     * A refusal names the event by its place in the batch, {@code data.<n>.<field>}, and not only
     * the field.
     */
    INDEX_IN_MESSAGES,
    /**
     * The keys of all unique events are kept in clear, for comparing sets; costs memory for each of
     * them.
     */
    KEYS_KEPT
  }

  public SimulatorOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: wanted 0 to 65535, got " + port);
    }
    var copy = new HashMap<String, Set<String>>();
    tokens.forEach((token, ids) -> copy.put(checked(token), Set.copyOf(ids)));
    tokens = Map.copyOf(copy);
    modes = Set.copyOf(modes);
  }

  /** Any free port and one token that may report to every event source. */
  public static SimulatorOptions forToken(String token) {
    return new SimulatorOptions(0, Map.of(token, Set.of()), Set.of());
  }

  /** The same, with one more token, or another list of ids for a known one. */
  public SimulatorOptions withToken(String token, Set<String> eventSourceIds) {
    var more = new HashMap<>(tokens);
    more.put(token, eventSourceIds);
    return new SimulatorOptions(port, more, modes);
  }

  /** The same, on another port. */
  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(other, tokens, modes);
  }

  /** The same, with one more mode. */
  public SimulatorOptions with(Mode mode) {
    var more = EnumSet.of(mode);
    more.addAll(modes);
    return new SimulatorOptions(port, tokens, more);
  }

  /** Tokens are counted, never shown. */
  @Override
  public String toString() {
    return "SimulatorOptions[port=" + port + ", tokens=" + tokens.size() + ", modes=" + modes + "]";
  }

  private static String checked(String token) {
    if (token.isBlank() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("token: wanted printable characters without spaces");
    }
    return token;
  }
}
