package dev.waybill.domain.outbox;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import java.util.List;

/** Tells the story of an event to the operator. Safe for use by many threads. */
public interface ReadEventStory {
  /** The events with that id, as {@link OutboxView#stories} tells them, identifiers masked. */
  List<ToldStory> masked(EventId id);

  /** The same with nothing masked; that it was uncovered is recorded first. */
  List<ToldStory> revealed(EventId id);

  /** A story with what was received made readable. */
  record ToldStory(OutboxView.Story story, Json received) {}
}
