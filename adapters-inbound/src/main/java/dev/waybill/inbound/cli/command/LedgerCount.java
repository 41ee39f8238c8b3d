package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Document;
import java.time.Duration;
import java.util.Locale;

/** Has a platform count its ledger again, and waits until that is done. */
public final class LedgerCount {
  private static final String PATH = "/v1/ledger/verification";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration UNHEARD = Duration.ofMinutes(1);

  /** When it began, by which a count is known. */
  private static final String COUNT = "started_at";

  private final Client client;

  public LedgerCount(Client client) {
    this.client = client;
  }

  /**
   * Shows every difference; 1 when there is one. One that is under way is waited for.
   *
   * @throws CommandFailedException when the node that counts is not heard of for a minute
   */
  public int run() throws InterruptedException {
    var state = counted(client.api().post(PATH, JsonObject.EMPTY).orRefused().body());
    if (!state.text("state").equals("done")) {
      throw new CommandFailedException(
          "The platform could not count to the end; its log says why. Run it again.");
    }
    return show(state);
  }

  // A node tells of its own counts alone, and behind a load balancer any node may answer.
  private Document counted(Document begun) throws InterruptedException {
    var here = client.here();
    var progress = client.progress();
    var state = begun;
    var heard = here.clock().instant();
    while (state.text("state").equals("running")) {
      progress.show(state.number("done"), state.number("of"), "");
      here.pause().last(BETWEEN_LOOKS);
      var answer = client.api().get(PATH).orRefused().body();
      if (answer.text(COUNT).equals(begun.text(COUNT))) {
        state = answer;
        heard = here.clock().instant();
      } else if (here.clock().instant().isAfter(heard.plus(UNHEARD))) {
        progress.end();
        throw new CommandFailedException(another());
      }
    }
    progress.end();
    return state;
  }

  private String another() {
    return "The count was begun, but for a minute another node answered at "
        + client.api().base()
        + ", or the one that counts was restarted. Name one node with --url and run it again.";
  }

  private int show(Document done) {
    var differences = done.documents("differences");
    if (client.screen().isJson()) {
      client.screen().show(done.json());
    } else {
      differences.forEach(each -> client.screen().say(difference(each)));
      client.screen().say(summary(done, differences.size()));
    }
    return differences.isEmpty() ? 0 : 1;
  }

  private static String difference(Document each) {
    return "%s: %s: expected %s, found %s"
        .formatted(
            each.text("where"), each.text("what"), each.text("expected"), each.text("found"));
  }

  private static String summary(Document done, int differences) {
    return String.format(
        Locale.ROOT,
        "%d differences in %d events and %d settlements",
        differences,
        done.number("events"),
        done.number("settlements"));
  }
}
