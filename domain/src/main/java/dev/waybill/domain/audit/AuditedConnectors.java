package dev.waybill.domain.audit;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.Revision;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.AuditLog;
import java.util.List;
import java.util.Optional;

/** Records each change of a connector once it is done. */
public final class AuditedConnectors implements ManageConnectors {
  private final ManageConnectors connectors;
  private final AuditLog audit;

  public AuditedConnectors(ManageConnectors connectors, AuditLog audit) {
    this.connectors = connectors;
    this.audit = audit;
  }

  @Override
  public Registered register(JsonObject request) {
    var registered = connectors.register(request);
    if (registered instanceof Registered.Done(var connector)) {
      audit.record("create_connector", connector.id().toString());
    }
    return registered;
  }

  @Override
  public Optional<Connector> find(ConnectorId id) {
    return connectors.find(id);
  }

  @Override
  public List<Connector> all() {
    return connectors.all();
  }

  @Override
  public List<String> missing(Connector connector) {
    return connectors.missing(connector);
  }

  /** Names the members that were changed, and none of their values. */
  @Override
  public DraftEdited editDraft(ConnectorId id, long version, JsonObject patch) {
    var edited = connectors.editDraft(id, version, patch);
    if (edited instanceof DraftEdited.Done) {
      audit.record("edit_draft", id + " " + String.join(",", patch.members().keySet()));
    }
    return edited;
  }

  @Override
  public Optional<List<Revision>> revisions(ConnectorId id) {
    return connectors.revisions(id);
  }

  @Override
  public DraftEdited bringBack(ConnectorId id, long version, int revision) {
    var edited = connectors.bringBack(id, version, revision);
    if (edited instanceof DraftEdited.Done) {
      audit.record("bring_back_revision", id + " " + revision);
    }
    return edited;
  }

  @Override
  public Change pause(ConnectorId id) {
    return changed("pause_connector", id, connectors.pause(id));
  }

  @Override
  public Change resume(ConnectorId id) {
    return changed("resume_connector", id, connectors.resume(id));
  }

  private Change changed(String action, ConnectorId id, Change change) {
    if (change instanceof Change.Changed) {
      audit.record(action, id.toString());
    }
    return change;
  }

  @Override
  public Deletion delete(ConnectorId id, WaitingEvents waiting) {
    var deletion = connectors.delete(id, waiting);
    if (deletion instanceof Deletion.Deleted) {
      audit.record("delete_connector", id.toString());
    }
    return deletion;
  }
}
