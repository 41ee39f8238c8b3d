package dev.waybill.domain.connector;

import java.util.Set;

/** What an edit of a draft begins from. */
final class DraftBase {
  private DraftBase() {}

  /** The draft, else the active configuration, else nothing. */
  static Configuration of(Connector connector) {
    var draft = connector.draft();
    if (draft != null) {
      return draft;
    }
    var active = connector.active();
    return active == null ? Configuration.empty(Set.of()) : active;
  }
}
