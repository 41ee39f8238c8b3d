package dev.waybill.inbound.console.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.inbound.console.access.Session;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts pages into the layout, and the headers that keep them safe onto every answer. */
final class Layout {
  private static final String HTML = "text/html;charset=utf-8";
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private final Templates templates = new Templates();
  private final List<Link> navigation;
  private final LayoutView.AssetPaths assets;

  Layout(List<Link> navigation, Assets assets) {
    this.navigation = List.copyOf(navigation);
    this.assets = LayoutView.AssetPaths.of(assets);
  }

  Reply page(Answer.Page page, String path, @Nullable Session session, Optional<Visit> visit) {
    var content = content(page.template(), page.view(), visit);
    var layout =
        new LayoutView(
            page.title(),
            page.crumbs(),
            navigation,
            current(path),
            session == null ? List.of() : session.told(),
            session == null ? "" : session.csrf(),
            assets);
    return html(
        page.status(),
        templates.render("frame/layout.jte", Map.of("layout", layout, "content", content)));
  }

  String content(String template, Object view, Optional<Visit> visit) {
    return templates.render(
        template,
        visit
            .map(known -> Map.of("view", view, "visit", known))
            .orElseGet(() -> Map.of("view", view)));
  }

  Reply html(int status, String text) {
    return guarded(Reply.bytes(status, HTML, text.getBytes(UTF_8)))
        .with("Cache-Control", "no-store");
  }

  // The referrer stays within the console: without any, browsers would send no Origin with forms.
  static Reply guarded(Reply reply) {
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin");
  }

  private String current(String path) {
    return navigation.stream()
        .map(Link::path)
        .filter(link -> link.equals("/") ? path.equals("/") : (path + "/").startsWith(link + "/"))
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }
}
