package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.PrettyJson;
import dev.waybill.inbound.cli.Table;

/** The story of an event as a person reads it. */
final class StoryView {
  private final Client client;

  StoryView(Client client) {
    this.client = client;
  }

  void show(Document answer) {
    if (client.screen().isJson()) {
      client.screen().show(answer.json());
      return;
    }
    answer.documents("events").forEach(this::tell);
  }

  private void tell(Document story) {
    client
        .screen()
        .say("Received by %s at %s".formatted(story.text("source"), story.text("received_at")));
    var here = client.here();
    here.out().println(PrettyJson.of(story.in("received").json(), here.codec()));
    var chapters = story.documents("connectors");
    if (chapters.isEmpty()) {
      client.screen().say("No connector is subscribed to that source since before it came.");
      return;
    }
    client.screen().show(verdicts(chapters));
    for (var chapter : chapters) {
      if (!chapter.documents("calls").isEmpty()) {
        client.screen().say("Calls of " + chapter.text("connector"));
        client.screen().show(calls(chapter));
      }
    }
  }

  private static Table verdicts(Iterable<Document> chapters) {
    var table =
        Table.of("connector", "name", "verdict", "attempts", "at", "next", "code", "message");
    for (var chapter : chapters) {
      table.row(
          chapter.text("connector"),
          chapter.text("name"),
          chapter.text("verdict"),
          chapter.text("attempts"),
          chapter.text("at"),
          chapter.text("next_attempt"),
          chapter.text("code"),
          chapter.text("message"));
    }
    return table;
  }

  private static Table calls(Document chapter) {
    var table = Table.of("at", "http", "code", "took ms", "request", "message");
    for (var call : chapter.documents("calls")) {
      table.row(
          call.text("at"),
          call.text("http_status"),
          call.text("code"),
          call.text("took_ms"),
          call.text("request_id"),
          call.text("message"));
    }
    return table;
  }
}
