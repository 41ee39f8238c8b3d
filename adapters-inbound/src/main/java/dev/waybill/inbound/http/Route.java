package dev.waybill.inbound.http;

import java.io.IOException;

/**
 * One call of the API.
 *
 * @param path with its parameters in braces, such as {@code /v1/sources/{id}}
 */
public record Route(Method method, String path, Handling handling) {
  public static Route get(String path, Handling handling) {
    return new Route(Method.GET, path, handling);
  }

  public static Route post(String path, Handling handling) {
    return new Route(Method.POST, path, handling);
  }

  public static Route patch(String path, Handling handling) {
    return new Route(Method.PATCH, path, handling);
  }

  public static Route delete(String path, Handling handling) {
    return new Route(Method.DELETE, path, handling);
  }

  /** The methods this API knows. */
  public enum Method {
    GET,
    POST,
    PATCH,
    DELETE
  }

  /** Parses, makes one call, renders. Called by many threads. */
  @FunctionalInterface
  public interface Handling {
    /**
     * @throws IOException when the client went away
     */
    Reply handle(Request request) throws IOException;
  }
}
