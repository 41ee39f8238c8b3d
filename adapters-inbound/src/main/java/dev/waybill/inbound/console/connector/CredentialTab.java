package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageCredentials.Deleted;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Tone;
import dev.waybill.inbound.http.Refusals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the credential, which itself is never shown. */
final class CredentialTab {
  private static final String PATH = Desk.ONE + "/credential";

  private final Desk desk;

  CredentialTab(Desk desk) {
    this.desk = desk;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> desk.at(visit, found -> show(found, visit))),
        ConsoleRoute.get(PATH + "/delete", visit -> desk.at(visit, this::ask)),
        ConsoleRoute.post(
            PATH + "/delete", visit -> desk.at(visit, found -> delete(found, visit))));
  }

  private Answer show(Connector connector, Visit visit) {
    var draft = connector.draft();
    var active = connector.active();
    return Desk.tab(
        connector,
        "Credential",
        "connector/credential.jte",
        new View(
            desk.head(connector, "/credential"),
            active == null ? null : active.credential(),
            draft == null ? null : draft.credential(),
            desk.provider(connector).flatMap(DestinationProvider::authorization).isPresent(),
            visit.now()));
  }

  private Answer ask(Connector connector) {
    return confirm(connector, false, "");
  }

  private Answer confirm(Connector connector, boolean force, String why) {
    var name = connector.registration().name();
    var consequences =
        List.of(
            force
                ? why + " The credential is forgotten here alone; the platform may still honour it."
                : "The platform is asked to honour the credential no more, where it offers that.",
            "The connector stops delivering until it has a new credential and was verified.",
            "Events go on being accepted and wait, until they expire.");
    return Answer.confirm(
            "Delete the credential",
            new Confirmation(
                "Delete the credential of " + name + "?",
                consequences,
                Desk.path(connector) + "/credential/delete",
                Map.of("force", Boolean.toString(force)),
                force ? "Forget it here" : "Delete the credential",
                new Link("Keep it", Desk.path(connector) + "/credential")))
        .under(new Link(name, Desk.path(connector)));
  }

  private Answer delete(Connector connector, Visit visit) {
    boolean force = visit.form().text("force").equals("true");
    return switch (desk.setup().credentials().delete(connector.id(), force)) {
      case Deleted.Done(var revoked, var detail, _) ->
          Answer.moved(Desk.path(connector) + "/credential")
              .saying(new Flash(revoked ? Tone.GOOD : Tone.WARN, "Deleted. " + detail));
      case Deleted.Unavailable(var message) -> confirm(connector, true, message);
      case Deleted.Nothing _ ->
          Answer.refused(Refusals.conflict("no_credential", "The connector has no credential."));
      case Deleted.Changed _ -> Desk.changedMeanwhile();
      case Deleted.NotFound _ -> Desk.notFound();
    };
  }

  /** What the tab shows. */
  record View(
      Head head,
      @Nullable StoredCredential active,
      @Nullable StoredCredential draft,
      boolean offered,
      Instant now) {}
}
