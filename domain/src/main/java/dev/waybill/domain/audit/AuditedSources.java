package dev.waybill.domain.audit;

import dev.waybill.domain.outbox.AuditLog;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.WriteKeyId;
import java.util.List;
import java.util.Optional;

/** Records each change of a source once it is done. */
public final class AuditedSources implements ManageSources {
  private final ManageSources sources;
  private final AuditLog audit;

  public AuditedSources(ManageSources sources, AuditLog audit) {
    this.sources = sources;
    this.audit = audit;
  }

  @Override
  public Creation create(String name) {
    var creation = sources.create(name);
    if (creation instanceof Creation.Created(var source)) {
      audit.record("create_source", source.id().toString());
    }
    return creation;
  }

  @Override
  public List<Source> all() {
    return sources.all();
  }

  @Override
  public Optional<Source> find(SourceId id) {
    return sources.find(id);
  }

  @Override
  public boolean close(SourceId id) {
    boolean closed = sources.close(id);
    if (closed) {
      audit.record("close_source", id.toString());
    }
    return closed;
  }

  @Override
  public Optional<IssuedKey> issueKey(SourceId source) {
    var issued = sources.issueKey(source);
    issued.ifPresent(key -> audit.record("create_key", source + " " + key.key().id()));
    return issued;
  }

  @Override
  public boolean revokeKey(SourceId source, WriteKeyId key) {
    boolean revoked = sources.revokeKey(source, key);
    if (revoked) {
      audit.record("revoke_key", source + " " + key);
    }
    return revoked;
  }

  @Override
  public Optional<List<Rejection>> rejections(SourceId source, int limit) {
    return sources.rejections(source, limit);
  }
}
