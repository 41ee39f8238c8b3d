package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.access.Gate.Entry;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Form;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing in and out. */
final class SignIn implements Endpoints {
  static final String PATH = "/console/sign-in";
  private static final String OUT = "/console/sign-out";

  private final Gate gate;
  private final Layout layout;

  SignIn(Gate gate, Layout layout) {
    this.gate = gate;
    this.layout = layout;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, this::ask), Route.post(PATH, this::enter), Route.post(OUT, this::leave));
  }

  /** Where somebody who has not signed in goes, to come back to what was asked for. */
  static String wanting(String target) {
    return target.equals("/")
        ? PATH
        : PATH + "?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
  }

  private Reply ask(Request request) {
    var to = local(request.query("to").orElse("/"));
    return gate.session(request).isPresent() ? moved(to) : page(200, to, "");
  }

  private Reply enter(Request request) throws IOException {
    return request.withForm(form -> enter(request, form));
  }

  private Reply enter(Request request, Form form) {
    var to = local(form.first("to").orElse("/"));
    if (!gate.fromHere(request)) {
      return Refusals.forbidden("This form was not sent from the console's own page.");
    }
    return switch (gate.enter(request, form.text("token"))) {
      case Entry.In(var cookie) -> moved(to).with("Set-Cookie", cookie);
      case Entry.Wrong _ -> page(403, to, "This is not the admin token.");
      case Entry.Wait(var time) ->
          page(429, to, "Too many wrong tokens. Try again in " + (time.toSeconds() + 1) + " s.")
              .with("Retry-After", Long.toString(time.toSeconds() + 1));
    };
  }

  private Reply leave(Request request) throws IOException {
    return request.withForm(
        form ->
            gate.session(request)
                    .filter(session -> !gate.isOurs(request, form, session))
                    .isPresent()
                ? Refusals.forbidden("This form was not sent from the console's own page.")
                : moved(PATH).with("Set-Cookie", gate.leave(request)));
  }

  private Reply page(int status, String to, String problem) {
    return layout.page(
        new Answer.Page(status, "Sign in", List.of(), "frame/signin.jte", new View(to, problem)),
        PATH,
        null,
        Optional.empty());
  }

  static Reply moved(String path) {
    return Layout.guarded(new Reply(303, Map.of("Location", path), new Reply.Content.Nothing()))
        .with("Cache-Control", "no-store");
  }

  /** Only a path of our own: somebody may have made a link that leads elsewhere. */
  static String local(String path) {
    boolean ours =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return ours ? path : "/";
  }

  /**
   * @param to where to go then
   * @param problem empty at first
   */
  record View(String to, String problem) {}
}
