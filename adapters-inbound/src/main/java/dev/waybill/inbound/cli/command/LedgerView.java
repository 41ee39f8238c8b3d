package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Screen;
import java.util.List;

/** The ledger as a person reads it: an equation for each connector. */
public final class LedgerView {
  private static final List<String> PARTS =
      List.of("delivered", "dead", "expired", "filtered", "retrying", "waiting");

  private final Screen screen;

  public LedgerView(Screen screen) {
    this.screen = screen;
  }

  /** Shows what {@code GET /v1/ledger} tells; whether it balances. */
  public boolean show(Document ledger) {
    if (screen.isJson()) {
      screen.show(ledger.json());
    } else {
      ledger.documents("connectors").forEach(line -> screen.say(equation(line)));
    }
    return ledger.isTrue("balanced");
  }

  private static String equation(Document line) {
    var parts = PARTS.stream().map(part -> part + " " + line.text(part)).toList();
    return "%s %s: accepted %s = %s%s"
        .formatted(
            line.text("connector"),
            line.text("name"),
            line.text("accepted"),
            String.join(" + ", parts),
            line.isTrue("balanced")
                ? ""
                : "; does not balance, unexplained " + line.text("unexplained"));
  }
}
