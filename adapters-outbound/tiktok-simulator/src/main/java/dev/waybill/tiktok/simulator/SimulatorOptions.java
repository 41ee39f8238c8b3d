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
 *     set allows them all. An id may be bound to one kind of source, as in {@code
 *     crm:7000000000000000002}
 * @param modes departures from the default behaviour
 * @param seed where everything drawn by lot begins: request ids, tokens, codes, jitter
 * @param limits rates, windows and sizes
 * @param app who may use the authorisation-code flow
 */
public record SimulatorOptions(
    int port,
    Map<String, Set<String>> tokens,
    Set<Mode> modes,
    long seed,
    Limits limits,
    DeveloperApp app) {

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

  /** Any free port, the documented limits, the standard app, and no token yet. */
  public static SimulatorOptions withoutTokens() {
    return new SimulatorOptions(
        0, Map.of(), Set.of(), 1, Limits.documented(), DeveloperApp.standard());
  }

  /** The same with one token that may report to every event source. */
  public static SimulatorOptions forToken(String token) {
    return withoutTokens().withToken(token, Set.of());
  }

  /** The same, with one more token, or another list of ids for a known one. */
  public SimulatorOptions withToken(String token, Set<String> eventSourceIds) {
    var more = new HashMap<>(tokens);
    more.put(token, eventSourceIds);
    return new SimulatorOptions(port, more, modes, seed, limits, app);
  }

  /** The same, on another port. */
  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(other, tokens, modes, seed, limits, app);
  }

  /** The same, with one more mode. */
  public SimulatorOptions with(Mode mode) {
    var more = EnumSet.of(mode);
    more.addAll(modes);
    return new SimulatorOptions(port, tokens, more, seed, limits, app);
  }

  /** The same, drawing lots from another seed. */
  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(port, tokens, modes, other, limits, app);
  }

  /** The same, with other limits. */
  public SimulatorOptions with(Limits other) {
    return new SimulatorOptions(port, tokens, modes, seed, other, app);
  }

  /** The same, with another developer app. */
  public SimulatorOptions with(DeveloperApp other) {
    return new SimulatorOptions(port, tokens, modes, seed, limits, other);
  }

  /** Tokens are counted, never shown. */
  @Override
  public String toString() {
    return "SimulatorOptions[port=" + port + ", tokens=" + tokens.size() + ", modes=" + modes + "]";
  }

  static String checked(String token) {
    if (token.isBlank() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("token: wanted printable characters without spaces");
    }
    return token;
  }
}
