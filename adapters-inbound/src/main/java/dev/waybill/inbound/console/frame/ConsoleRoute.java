package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.http.Route.Method;
import java.util.List;

/**
 * One address of the console. Only who signed in gets as far as its handling, and a POST only from
 * a page this session was shown.
 *
 * @param path {@code /}, or below {@code /console/}, with its parameters in braces
 * @param kept the fields that are shown to whoever sent them when the session was over
 */
public record ConsoleRoute(Method method, String path, Handling handling, List<String> kept) {
  public ConsoleRoute {
    kept = List.copyOf(kept);
  }

  /** Shows something and changes nothing. */
  public static ConsoleRoute get(String path, Handling handling) {
    return new ConsoleRoute(Method.GET, path, handling, List.of());
  }

  /**
   * Changes something by the fields of a form, and most times answers with {@link Answer#moved}.
   */
  public static ConsoleRoute post(String path, Handling handling) {
    return new ConsoleRoute(Method.POST, path, handling, List.of());
  }

  /**
   * The same, whose long texts are not lost with the session: they are shown again, to be copied.
   * Never a secret: nobody need have signed in to see what was sent. A GET of the path has to be
   * the page with the form.
   */
  public ConsoleRoute keeping(String... fields) {
    return new ConsoleRoute(method, path, handling, List.of(fields));
  }

  /** Parses, calls use cases, renders. Called by many threads. */
  @FunctionalInterface
  public interface Handling {
    Answer handle(Visit visit);
  }
}
