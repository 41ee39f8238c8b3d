package dev.waybill.domain.audit;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.outbox.AuditLog;
import java.util.List;
import java.util.Map;

/** Records each credential that came or went by an operator's doing. */
public final class AuditedCredentials implements ManageCredentials {
  private final ManageCredentials credentials;
  private final AuditLog audit;

  public AuditedCredentials(ManageCredentials credentials, AuditLog audit) {
    this.credentials = credentials;
    this.audit = audit;
  }

  @Override
  public Begun authorize(ConnectorId id) {
    var begun = credentials.authorize(id);
    if (begun instanceof Begun.Started) {
      audit.record("begin_authorization", id.toString());
    }
    return begun;
  }

  @Override
  public Completed complete(Map<String, String> callback) {
    var completed = credentials.complete(callback);
    if (completed instanceof Completed.Done(var connector, _)) {
      audit.record("authorize_connector", connector.id().toString());
    }
    return completed;
  }

  @Override
  public Deleted delete(ConnectorId id, boolean localOnly) {
    var deleted = credentials.delete(id, localOnly);
    if (deleted instanceof Deleted.Done) {
      audit.record("delete_credential", id.toString());
    }
    return deleted;
  }

  @Override
  public List<Reason> renew(Connector connector) {
    return credentials.renew(connector);
  }
}
