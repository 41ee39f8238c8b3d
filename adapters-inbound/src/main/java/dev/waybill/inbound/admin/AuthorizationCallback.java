package dev.waybill.inbound.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.ManageCredentials.Completed;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/**
 * Where a platform sends the operator's browser back to. Open to everybody: what counts is the
 * state, which only who began the authorisation can know. It answers with a page for people.
 */
public final class AuthorizationCallback implements Endpoints {
  /** Its path; what stands before it is the installation's public URL. */
  public static final String PATH = "/v1/authorize/callback";

  private final ManageCredentials credentials;

  public AuthorizationCallback(ManageCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(PATH, this::complete));
  }

  private Reply complete(Request request) {
    return switch (credentials.complete(request.queries())) {
      case Completed.Done(var connector, var accounts) ->
          page(
              200,
              "Authorised",
              "The new token is in the draft of connector "
                  + connector.id()
                  + covering(accounts)
                  + ". Verify it to put it to use. This window can be closed.");
      case Completed.UnknownState _ ->
          page(
              400,
              "Not authorised",
              "This authorisation was not begun here, was used already, or took too long."
                  + " Begin it again.");
      case Completed.Refused(var code, var message) ->
          page(400, "Not authorised", "The platform refused (" + code + "): " + message);
      case Completed.Unavailable(var message) ->
          page(502, "Not authorised", message + " Begin it again.");
    };
  }

  private static String covering(List<String> accounts) {
    return accounts.isEmpty() ? "" : " and covers the accounts " + String.join(", ", accounts);
  }

  private static Reply page(int status, String title, String text) {
    var html =
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Waybill</title><main><h1>%s</h1><p>%s</p></main></html>
        """
            .formatted(title, escaped(text));
    return Reply.bytes(status, "text/html;charset=utf-8", html.getBytes(UTF_8))
        .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
