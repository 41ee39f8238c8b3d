package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Table;
import java.util.List;

/** Connectors as a person reads them. */
final class ConnectorView {
  private ConnectorView() {}

  static Table list(List<Document> connectors) {
    var table = Table.of("id", "name", "platform", "status", "why");
    for (var connector : connectors) {
      table.row(
          connector.text("id"),
          connector.text("name"),
          connector.text("platform"),
          status(connector),
          why(connector));
    }
    return table;
  }

  static String status(Document connector) {
    return connector.text("status") + (connector.isTrue("paused") ? ", paused" : "");
  }

  private static String why(Document connector) {
    return connector.documents("reasons").stream()
        .findFirst()
        .map(reason -> reason.text("message"))
        .orElse("");
  }

  static Table facts(Document connector) {
    var facts =
        Table.ofFacts()
            .row("id", connector.text("id"))
            .row("name", connector.text("name"))
            .row("platform", connector.text("platform"))
            .row("status", status(connector))
            .fact("since", connector.text("configured_since"));
    for (var reason : connector.documents("reasons")) {
      facts.row(
          "reason",
          "%s, since %s: %s"
              .formatted(reason.text("code"), reason.text("since"), reason.text("message")));
    }
    connector.texts("missing").forEach(missing -> facts.row("missing", missing));
    configuration("active", connector.in("active"), facts);
    configuration("draft", connector.in("draft"), facts);
    return facts
        .row("revision", connector.text("revision"))
        .row("created", connector.text("created_at"));
  }

  private static void configuration(String which, Document configuration, Table facts) {
    if (configuration.json().members().isEmpty()) {
      return;
    }
    facts
        .row(which + " sources", configuration.text("sources"))
        .row(which + " start", configuration.text("start"))
        .row(which + " credential", credential(configuration.in("credential")))
        .row(which + " settings", Flat.of(configuration.in("settings").json()))
        .fact(which + " rate", Flat.of(configuration.in("rate").json()));
    for (var confirmed : configuration.documents("confirmed")) {
      facts.row(
          which + " confirmed",
          "%s by %s, %s"
              .formatted(confirmed.text("check"), confirmed.text("by"), confirmed.text("at")));
    }
  }

  private static String credential(Document credential) {
    if (!credential.isTrue("set")) {
      return "none";
    }
    var expires = credential.text("expires_at");
    return "set " + credential.text("since") + (expires.isEmpty() ? "" : ", expires " + expires);
  }

  static Table checks(Document verification) {
    var table = Table.of("check", "result", "evidence");
    for (var check : verification.documents("checks")) {
      table.row(check.text("name"), result(check), check.text("detail"));
    }
    return table;
  }

  private static String result(Document check) {
    if (check.isTrue("confirmed")) {
      return "confirmed by " + check.text("confirmed_by", "somebody");
    }
    return check.isTrue("passed") ? "passed" : "failed";
  }
}
