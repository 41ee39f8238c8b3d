package dev.waybill.inbound.console.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.access.Session;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Form;
import dev.waybill.inbound.http.RefusalPages;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Serves the parts of the console to who signed in, each answer in the layout. */
public final class Frame implements Endpoints, RefusalPages {
  private final Gate gate;
  private final InstantSource clock;
  private final List<ConsolePart> parts;
  private final Assets assets = new Assets();
  private final Layout layout;
  private final Kept<String> live = new Kept<>(System::nanoTime);

  public Frame(Gate gate, InstantSource clock, List<ConsolePart> parts) {
    this.gate = gate;
    this.clock = clock;
    this.parts = List.copyOf(parts);
    this.layout =
        new Layout(parts.stream().flatMap(part -> part.navigation().stream()).toList(), assets);
  }

  @Override
  public List<Route> routes() {
    return Stream.of(
            assets.routes().stream(),
            new SignIn(gate, layout).routes().stream(),
            parts.stream().flatMap(part -> part.routes().stream()).map(this::guarded))
        .flatMap(routes -> routes)
        .toList();
  }

  private Route guarded(ConsoleRoute route) {
    return new Route(
        route.method(),
        route.path(),
        request -> {
          var session = gate.session(request);
          return session.isPresent()
              ? handle(route, request, session.get())
              : signInFirst(route, request);
        });
  }

  private Reply handle(ConsoleRoute route, Request request, Session session) throws IOException {
    if (route.method() == Route.Method.GET) {
      return answer(route, new Visit(request, session, Form.EMPTY, clock.instant()), request);
    }
    return request.withForm(
        form ->
            gate.isOurs(request, form, session)
                ? change(route, new Visit(request, session, form, clock.instant()), request)
                : notOfNow(route, request, form, session));
  }

  /** What was made for open tabs before it would take them back in time. */
  private Reply change(ConsoleRoute route, Visit visit, Request request) {
    try {
      return answer(route, visit, request);
    } finally {
      live.forget();
    }
  }

  /** Forged, or of a page that an earlier session was shown, which only a page of ours can be. */
  private Reply notOfNow(ConsoleRoute route, Request request, Form form, Session session) {
    var texts = Unsent.texts(route, form);
    return texts.isEmpty() || isByScript(request) || !gate.fromHere(request)
        ? Refusals.forbidden(
            "Nothing was changed: this form does not belong to your session, but perhaps to an"
                + " earlier one.")
        : unsent(
            403,
            request,
            new Unsent(
                "This page was made for an earlier session of yours, so what it sends is not"
                    + " taken. What you typed stands below.",
                "Open the page anew in another tab",
                request.path(),
                texts),
            session);
  }

  private Reply unsent(int status, Request request, Unsent view, @Nullable Session session) {
    return layout.page(
        new Answer.Page(status, "Nothing was saved", List.of(), "frame/unsent.jte", view),
        request.path(),
        session,
        Optional.empty());
  }

  /**
   * A script's request for a part of a page must not be answered with the page to sign in at. Where
   * it sends something, somebody is at work in the page, and it must not be left either.
   */
  private Reply signInFirst(ConsoleRoute route, Request request) throws IOException {
    var isRead = route.method() == Route.Method.GET;
    if (isByScript(request)) {
      return isRead
          ? Layout.guarded(Refusals.unauthorized("The session is over; sign in again."))
              .with("HX-Redirect", SignIn.wanting(current(request)))
          : Layout.guarded(
              Refusals.unauthorized(
                  "Your session is over, so nothing was done. What you typed is still here."));
    }
    if (isRead) {
      return SignIn.moved(SignIn.wanting(request.target()));
    }
    return route.kept().isEmpty() || !gate.fromHere(request)
        ? SignIn.moved(SignIn.wanting("/"))
        : request.withForm(form -> keptBack(route, request, form));
  }

  private Reply keptBack(ConsoleRoute route, Request request, Form form) {
    var texts = Unsent.texts(route, form);
    return texts.isEmpty()
        ? SignIn.moved(SignIn.wanting("/"))
        : unsent(
                401,
                request,
                new Unsent(
                    "Your session is over. What you typed stands below.",
                    "Sign in in another tab",
                    SignIn.wanting(request.path()),
                    texts),
                null)
            .with("WWW-Authenticate", "Bearer realm=\"waybill\"");
  }

  private static boolean isByScript(Request request) {
    return request.header("HX-Request").isPresent();
  }

  /** The path of the page that a script asks from. */
  private static String current(Request request) {
    return request
        .header("HX-Current-URL")
        .map(url -> url.replaceFirst("^https?://[^/]*", ""))
        .map(SignIn::local)
        .orElse("/");
  }

  private Reply answer(ConsoleRoute route, Visit visit, Request request) {
    return visit.session().actor().perform(() -> reply(route, visit, request));
  }

  private Reply reply(ConsoleRoute route, Visit visit, Request request) {
    return switch (route.handling().handle(visit)) {
      case Answer.Page page ->
          layout.page(page, request.path(), visit.session(), Optional.of(visit));
      case Answer.Fragment(var status, var template, var view) ->
          layout.html(status, layout.content(template, view, Optional.of(visit)));
      case Answer.Live(var template, var view) ->
          live(
              request,
              live.get(
                  visit.target(), () -> layout.content(template, view.get(), Optional.empty())));
      case Answer.Moved(var path, var flash) -> {
        if (flash != null) {
          visit.session().tell(flash);
        }
        yield moved(path, visit);
      }
      case Answer.Refused(var refusal) -> refusal;
    };
  }

  private static Reply moved(String path, Visit visit) {
    return visit.isByScript()
        ? Layout.guarded(Reply.noContent()).with("HX-Redirect", path)
        : SignIn.moved(path);
  }

  private Reply live(Request request, String text) {
    var tag = tag(text);
    var reply =
        request.header("If-None-Match").filter(tag::equals).isPresent()
            ? Layout.guarded(new Reply(304, Map.of(), new Reply.Content.Nothing()))
            : layout.html(200, text);
    return reply.with("ETag", tag).with("Cache-Control", "private, no-cache");
  }

  private static String tag(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(UTF_8));
    return "\"" + text.length() + "-" + HexFormat.of().toHexDigits(sum.getValue()) + "\"";
  }

  @Override
  public boolean covers(String path) {
    return path.equals("/") || path.startsWith("/console/") || path.equals("/console");
  }

  @Override
  public Reply page(Request request, Refused refused) {
    var session = gate.session(request).orElse(null);
    var view = ErrorView.of(refused);
    if (isByScript(request)) {
      return layout.html(
          refused.status(), layout.content("frame/errorpart.jte", view, Optional.empty()));
    }
    return layout.page(
        new Answer.Page(refused.status(), view.title(), List.of(), "frame/error.jte", view),
        request.path(),
        session,
        Optional.empty());
  }

  /** The link to the overview, where every page begins. */
  public static Link overview() {
    return new Link("Overview", "/");
  }
}
