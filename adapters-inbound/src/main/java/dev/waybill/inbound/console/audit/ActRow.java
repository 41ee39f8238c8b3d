package dev.waybill.inbound.console.audit;

import dev.waybill.domain.audit.ReadAudit.Act;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.Map;

/**
 * An act, told in words.
 *
 * @param code the word that the API knows it by
 * @param link where its subject is looked at; empty for nowhere
 */
record ActRow(Instant at, String actor, String what, String code, String subject, String link) {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("create_source", "Made a source"),
          Map.entry("close_source", "Closed a source"),
          Map.entry("create_key", "Made a write key"),
          Map.entry("revoke_key", "Revoked a write key"),
          Map.entry("create_connector", "Added a connector"),
          Map.entry("edit_draft", "Changed a connector's draft"),
          Map.entry("bring_back_revision", "Brought a revision back as the draft"),
          Map.entry("confirm_check", "Vouched for a line of the checklist"),
          Map.entry("promote_connector", "Put a connector's draft into use"),
          Map.entry("reinstate_connector", "Let a connector deliver again"),
          Map.entry("pause_connector", "Paused a connector"),
          Map.entry("resume_connector", "Resumed a connector"),
          Map.entry("delete_connector", "Deleted a connector"),
          Map.entry("begin_authorization", "Began to sign in to a platform"),
          Map.entry("authorize_connector", "Let the platform make a credential"),
          Map.entry("delete_credential", "Deleted a credential"),
          Map.entry("create_replay", "Started a replay"),
          Map.entry("pause_replay", "Paused a replay"),
          Map.entry("resume_replay", "Resumed a replay"),
          Map.entry("cancel_replay", "Cancelled a replay"),
          Map.entry("verify_ledger", "Counted the ledger again"),
          Map.entry("reveal_event", "Uncovered the personal data of an event"));

  static ActRow of(Act act) {
    return new ActRow(
        act.at(),
        act.actor(),
        WORDS.getOrDefault(act.action(), "Did something this page has no words for"),
        act.action(),
        act.subject(),
        link(act.subject()));
  }

  /** The first id of the subject says where that is. */
  private static String link(String subject) {
    var first = subject.split(" ", 2)[0];
    if (ConnectorId.parse(first).isPresent()) {
      return "/console/connectors/" + first;
    }
    return SourceId.parse(first).isPresent() ? "/console/sources/" + first : "";
  }
}
