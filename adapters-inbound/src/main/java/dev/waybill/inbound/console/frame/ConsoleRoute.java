package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.http.Route.Method;

/**
 * One address of the console. Only who signed in gets as far as its handling, and a POST only from
 * a page this session was shown.
 *
 * @param path {@code /}, or below {@code /console/}, with its parameters in braces
 */
public record ConsoleRoute(Method method, String path, Handling handling) {
  /** Shows something and changes nothing. */
  public static ConsoleRoute get(String path, Handling handling) {
    return new ConsoleRoute(Method.GET, path, handling);
  }

  /**
   * Changes something by the fields of a form, and most times answers with {@link Answer#moved}.
   */
  public static ConsoleRoute post(String path, Handling handling) {
    return new ConsoleRoute(Method.POST, path, handling);
  }

  /** Parses, calls use cases, renders. Called by many threads. */
  @FunctionalInterface
  public interface Handling {
    Answer handle(Visit visit);
  }
}
