package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.Json;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows what comes in, source by source. */
final class Tail {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** So long is waited for a verdict before an event is shown without one. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int PAGE = 100;

  private final Client client;
  private final @Nullable String wanted;

  /** How far each source was shown. */
  private final Map<String, String> cursors = new LinkedHashMap<>();

  /** Of each source, when the events that are not shown yet were first seen, by their cursors. */
  private final Map<String, Map<String, Instant>> firstSeen = new LinkedHashMap<>();

  Tail(Client client, @Nullable String source) {
    this.client = client;
    this.wanted = source;
  }

  /** Shows the last events there are. */
  void begin(int lines) throws InterruptedException {
    for (var source : sources()) {
      var page = page(source, "?limit=" + Math.clamp(lines, 1, PAGE));
      cursors.put(source, page.text("next"));
      if (lines > 0) {
        page.documents("events").forEach(event -> show(source, event));
      }
    }
    if (cursors.isEmpty()) {
      client.screen().say("There is no open source: ./waybill sources add NAME makes one.");
    }
  }

  /** Waits a moment, and shows what came since. */
  void goOn() throws InterruptedException {
    client.here().pause().last(BETWEEN_LOOKS);
    for (var source : sources()) {
      boolean more = true;
      while (more) {
        // A source that was made meanwhile has no cursor yet, and is shown from its beginning.
        var after = cursors.getOrDefault(source, "0");
        var page = page(source, "?limit=" + PAGE + "&after=" + Api.escaped(after));
        var events = page.documents("events");
        more = showRipe(source, events) && events.size() == PAGE;
      }
    }
  }

  /**
   * Shows them in their order, up to the first that may still get a verdict soon.
   *
   * @return whether all of them were shown
   */
  private boolean showRipe(String source, List<Document> events) {
    var now = client.here().clock().instant();
    var seen = firstSeen.getOrDefault(source, Map.of());
    var kept = new LinkedHashMap<String, Instant>();
    for (var event : events) {
      var cursor = event.text("cursor");
      var since = seen.getOrDefault(cursor, now);
      if (kept.isEmpty() && (isSettled(event) || !now.isBefore(since.plus(PATIENCE)))) {
        show(source, event);
        cursors.put(source, cursor);
      } else {
        kept.put(cursor, since);
      }
    }
    firstSeen.put(source, kept);
    return kept.isEmpty();
  }

  private static boolean isSettled(Document event) {
    return event.documents("connectors").stream()
        .noneMatch(connector -> connector.text("verdict").equals("waiting"));
  }

  private List<String> sources() throws InterruptedException {
    if (wanted != null) {
      return List.of(new Lookup(client.api()).source(wanted));
    }
    return client.api().get("/v1/sources").orRefused().body().documents("sources").stream()
        .filter(source -> !source.has("closed_at"))
        .map(source -> source.text("id"))
        .toList();
  }

  private Document page(String source, String query) throws InterruptedException {
    return client.api().get("/v1/sources/" + source + "/events" + query).orRefused().body();
  }

  private void show(String source, Document event) {
    if (client.screen().isJson()) {
      client.screen().line(event.json().with("source", Json.of(source)));
      return;
    }
    client
        .screen()
        .say(
            "%s  %-6s  %-18s  %s  %s"
                .formatted(
                    event.text("received_at"),
                    source,
                    event.text("event", "-"),
                    event.text("event_id", "-"),
                    verdicts(event)));
  }

  private static String verdicts(Document event) {
    var verdicts =
        event.documents("connectors").stream()
            .map(
                connector ->
                    connector.text("connector")
                        + " "
                        + connector.text("verdict")
                        + (connector.has("code") ? " " + connector.text("code") : ""))
            .toList();
    return verdicts.isEmpty() ? "no connector" : String.join(", ", verdicts);
  }
}
