package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Table;
import java.time.Duration;

/** A replay counted, begun, and watched until it ends. */
final class ReplayRun {
  private static final String REPLAYS = "/v1/replays";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Client client;

  ReplayRun(Client client) {
    this.client = client;
  }

  /** Shows what it would be. */
  void survey(JsonObject wanted) throws InterruptedException {
    var dry = wanted.with("dry_run", Json.of(true));
    var survey = client.api().post(REPLAYS, dry).orRefused().body();
    var facts =
        Table.ofFacts()
            .row("selected", survey.text("selected"))
            .fact("would be sent", survey.text("within_acceptance_window"))
            .fact("would expire", survey.text("past_acceptance_window"))
            .fact("not of a kind it sends", survey.text("not_sent"))
            .row("without payload", survey.text("without_payload"))
            .row("still waiting, left out", survey.text("still_waiting"))
            .fact("could count twice", survey.text("past_deduplication_window"))
            .fact("seconds", survey.text("seconds"));
    client.screen().show(survey, facts, "");
    client.screen().say("Nothing was sent: this was a dry run.");
  }

  /** Begins it; 1 when part of it could not be sent. */
  int begin(JsonObject wanted, boolean detach) throws InterruptedException {
    var replay = client.api().post(REPLAYS, wanted).orRefused().body();
    if (detach) {
      show(replay);
      return 0;
    }
    return watch(replay.text("id"));
  }

  /** Follows it to its end, or to where somebody paused it. */
  int watch(String id) throws InterruptedException {
    var progress = client.progress();
    while (true) {
      var replay = client.api().get(REPLAYS + "/" + id).orRefused().body();
      var standing = replay.in("progress");
      progress.show(
          done(standing), standing.number("selected"), standing.text("per_second") + " a second");
      if (!replay.text("status").equals("running")) {
        progress.end();
        show(replay);
        return replay.text("status").equals("finished") && failed(standing) == 0 ? 0 : 1;
      }
      client.here().pause().last(BETWEEN_LOOKS);
    }
  }

  private static long done(Document progress) {
    return progress.number("selected") - progress.number("remaining");
  }

  private static long failed(Document progress) {
    return progress.number("without_payload")
        + progress.number("dead")
        + progress.number("expired");
  }

  /** Shows how it stands. */
  void show(Document replay) {
    client.screen().show(replay, facts(replay), "");
  }

  private static Table facts(Document replay) {
    var progress = replay.in("progress");
    var facts =
        Table.ofFacts()
            .row("id", replay.text("id"))
            .row("connector", replay.text("connector"))
            .row("kind", replay.text("kind"))
            .fact("codes", replay.text("codes"))
            .fact("from", replay.text("from"))
            .fact("to", replay.text("to"))
            .row("status", replay.text("status"));
    for (var name : progress.json().members().keySet()) {
      facts.fact(name.replace('_', ' '), progress.text(name));
    }
    return facts.row("created", replay.text("created_at")).fact("ended", replay.text("ended_at"));
  }
}
