package dev.waybill.tiktok.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code GET /}: the newest events, as TikTok's test page shows them. */
final class EventPage {
  private static final int SHOWN = 100;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>TikTok simulator</title>
      <meta http-equiv="refresh" content="5"><link rel="stylesheet" href="/simulator.css"></head><body>
      <h1>TikTok simulator</h1>
      """;
  private static final String COLUMNS =
      """
      <table class="events"><thead><tr><th>received</th><th>verdict</th><th>source</th><th>event</th><th>event id</th>
      <th>token</th><th>recognised</th><th>unrecognised</th><th>warnings</th></tr></thead><tbody>
      """;

  private final Workings workings;
  private final EventViews views;

  EventPage(Workings workings, EventViews views) {
    this.workings = workings;
    this.views = views;
  }

  Reply html() {
    var html = new Html().raw(HEAD);
    summary(html, workings.journal().statistics());
    events(html, views.newest(SHOWN, _ -> true, (_, _) -> true).reversed());
    return Reply.text(200, "text/html; charset=utf-8", html.raw("</body></html>\n").toString())
        .with(HEADERS);
  }

  Reply css() {
    try (var css =
        Objects.requireNonNull(EventPage.class.getResourceAsStream("simulator.css"), "style")) {
      var text = new String(css.readAllBytes(), StandardCharsets.UTF_8);
      return Reply.text(200, "text/css; charset=utf-8", text).with(HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException("simulator.css: cannot be read", e);
    }
  }

  private void summary(Html html, Statistics statistics) {
    html.raw("<table class=\"summary\"><tbody>\n")
        .row("clock", workings.clock().instant())
        .row("access tokens", workings.tokens().all().size())
        .row("calls", statistics.calls())
        .row("refused calls", statistics.refusedCalls())
        .row("throttled calls", statistics.throttledCalls())
        .row("events received", statistics.eventsReceived())
        .row("unique events", statistics.uniqueEvents())
        .row("duplicate events", statistics.duplicateEvents())
        .row("of them merged", statistics.mergedEvents())
        .row("test events", statistics.testEvents())
        .raw("</tbody></table>\n");
  }

  private static void events(Html html, List<SeenEvent> events) {
    html.raw("<h2>The newest events</h2>\n");
    if (events.isEmpty()) {
      html.raw("<p>None yet.</p>\n");
      return;
    }
    html.raw(COLUMNS);
    events.forEach(event -> row(html, event));
    html.raw("</tbody></table>\n");
  }

  private static void row(Html html, SeenEvent event) {
    var call = event.call();
    html.raw("<tr>")
        .cell(call.receivedAt().toString())
        .cell(event.event().verdict().key())
        .cell(call.source().key() + " " + call.eventSourceId())
        .cell(event.text("event"))
        .cell(event.text("event_id"))
        .cell(call.maskedToken())
        .cell("known", event.recognised())
        .cell("unknown", event.unrecognised())
        .cell("warned", event.warnings())
        .raw("</tr>\n");
  }
}
