package dev.waybill.inbound.console.access;

import dev.waybill.domain.credential.Secret;
import dev.waybill.inbound.http.Form;
import dev.waybill.inbound.http.Request;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Lets browsers in with the admin token and keeps forged requests out. For many threads. */
public final class Gate {
  /** The field that a form carries its session's secret in. */
  public static final String CSRF_FIELD = "csrf";

  /** The header that a request by script carries it in. */
  public static final String CSRF_HEADER = "X-Waybill-Csrf";

  private static final String COOKIE = "waybill_session";

  private final Digest token;
  private final Sessions sessions;
  private final Attempts attempts;
  private final URI publicUrl;

  /**
   * @param publicUrl where browsers reach the installation
   */
  public Gate(Secret token, URI publicUrl, InstantSource clock) {
    this.token = Digest.of(token.reveal());
    this.publicUrl = publicUrl;
    this.sessions = new Sessions(clock);
    this.attempts = new Attempts(clock);
  }

  /** The session of the browser that asks. */
  public Optional<Session> session(Request request) {
    return request.cookie(COOKIE).flatMap(sessions::find);
  }

  /** Tries a token. */
  public Entry enter(Request request, String given) {
    var look = attempts.look(request.client(), () -> token.matches(given));
    if (!look.pause().isZero()) {
      return new Entry.Wait(look.pause());
    }
    if (!look.right()) {
      return new Entry.Wrong();
    }
    return new Entry.In(cookie(request, sessions.begin(), Sessions.LIFE));
  }

  /**
   * Ends the session.
   *
   * @return the cookie that makes the browser forget it
   */
  public String leave(Request request) {
    request.cookie(COOKIE).ifPresent(sessions::end);
    return cookie(request, "", Duration.ZERO);
  }

  private String cookie(Request request, String value, Duration age) {
    var plain =
        COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + age.toSeconds();
    return overTls(request) ? plain + "; Secure" : plain;
  }

  /** Whoever claims TLS where there is none makes a cookie of no use for himself alone. */
  private boolean overTls(Request request) {
    return request.header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent()
        || "https".equals(publicUrl.getScheme());
  }

  /** Whether the request was made by one of our own pages that this session was shown. */
  public boolean isOurs(Request request, Form form, Session session) {
    return fromHere(request)
        && form.first(CSRF_FIELD)
            .or(() -> request.header(CSRF_HEADER))
            .filter(given -> Digest.of(session.csrf()).matches(given))
            .isPresent();
  }

  /** Browsers say where a request comes from, and no page can make them say otherwise. */
  public boolean fromHere(Request request) {
    var site = request.header("Sec-Fetch-Site");
    return site.isPresent()
        ? site.get().equals("same-origin")
        : request.header("Origin").filter(origin -> isOrigin(origin, request)).isPresent();
  }

  private boolean isOrigin(String origin, Request request) {
    var host = request.header("Host").orElse("");
    return origin.equals("http://" + host)
        || origin.equals("https://" + host)
        || origin.equals(publicUrl.getScheme() + "://" + publicUrl.getAuthority());
  }

  /** How an attempt to sign in went. */
  public sealed interface Entry {
    /**
     * @param cookie the session's, as the value of Set-Cookie
     */
    record In(String cookie) implements Entry {}

    record Wrong() implements Entry {}

    /** Too many were wrong; this one was not looked at. */
    record Wait(Duration time) implements Entry {}
  }
}
