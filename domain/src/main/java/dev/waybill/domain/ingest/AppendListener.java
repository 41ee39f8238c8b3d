package dev.waybill.domain.ingest;

import dev.waybill.domain.source.SourceId;

/**
 * Is told, after the commit, that a source has new events. Called by request threads; must return
 * at once.
 */
@FunctionalInterface
public interface AppendListener {
  void appended(SourceId source);
}
