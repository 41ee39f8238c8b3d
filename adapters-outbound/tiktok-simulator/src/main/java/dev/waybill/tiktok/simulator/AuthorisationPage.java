package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code GET /portal/auth}: stands in for the page on which a user consents; sends the browser
 * straight back.
 */
final class AuthorisationPage {
  private final Consents consents;

  AuthorisationPage(Consents consents) {
    this.consents = consents;
  }

  Reply answer(HttpExchange exchange) {
    var query = Query.of(exchange.getRequestURI());
    if (!consents.appId().equals(query.value("app_id"))) {
      return Reply.text(400, "text/plain", "app_id: not the app of this simulator");
    }
    return target(query.value("redirect_uri"))
        .map(target -> Reply.redirect(back(target, query)))
        .orElseGet(
            () -> Reply.text(400, "text/plain", "redirect_uri: wanted an absolute http(s) URL"));
  }

  private String back(URI target, Query query) {
    boolean denied = consents.terms().denied() || query.value("deny").equals("1");
    var answer = denied ? "error=access_denied" : granted(consents.newCode());
    return target
        + (target.getRawQuery() == null ? "?" : "&")
        + answer
        + "&state="
        + URLEncoder.encode(query.value("state"), StandardCharsets.UTF_8);
  }

  // Seen in the wild: the code a second time under its standard name.
  private static String granted(String code) {
    return "auth_code=" + code + "&code=" + code;
  }

  private static Optional<URI> target(String text) {
    try {
      var uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(uri)
          .filter(_ -> web && uri.getHost() != null && uri.getFragment() == null);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
