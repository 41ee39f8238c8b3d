package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.Table;

/** Events of one connector and one verdict. */
final class EventList {
  private final Client client;

  EventList(Client client) {
    this.client = client;
  }

  void show(String connector, String verdict, PageOptions page, String ifNone)
      throws InterruptedException {
    var query = "?connector=" + connector + "&verdict=" + Api.escaped(verdict) + page.query();
    var answer = client.api().get("/v1/outbox/events" + query).orRefused().body();
    var table = Table.of("received", "source", "event", "event id", "attempts", "code", "message");
    for (var event : answer.documents("events")) {
      table.row(
          event.text("received_at"),
          event.text("source"),
          event.text("event"),
          event.text("event_id"),
          event.text("attempts"),
          event.text("code"),
          event.text("message"));
    }
    client.screen().show(answer, table, ifNone);
    if (answer.has("next")) {
      client.screen().say("There are more: --cursor " + answer.text("next"));
    }
  }
}
