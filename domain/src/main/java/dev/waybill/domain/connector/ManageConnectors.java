package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.List;
import java.util.Optional;

/** What the admin API asks about connectors, verification apart. Safe for use by many threads. */
public interface ManageConnectors {
  /**
   * Registers an Unconfigured connector.
   *
   * @param request {@code {name, platform, sources?}}; without sources it subscribes to {@code
   *     default}
   */
  Registered register(JsonObject request);

  Optional<Connector> find(ConnectorId id);

  List<Connector> all();

  /** What an Unconfigured connector, or a draft, still lacks, as sentences for the operator. */
  List<String> missing(Connector connector);

  /**
   * Changes the draft, or begins one from the active configuration.
   *
   * @param patch any subset of {@code {settings, credential, sources, start, mapping,
   *     mapping_tests, filter}}; each member given replaces the old one, null removes it
   */
  DraftEdited editDraft(ConnectorId id, long version, JsonObject patch);

  /** The configurations promoted so far, newest first; empty when there is no such connector. */
  Optional<List<Revision>> revisions(ConnectorId id);

  /**
   * Makes a draft of an earlier revision, with the credential of now. It goes into use like any
   * other draft: when it is verified.
   */
  DraftEdited bringBack(ConnectorId id, long version, int revision);

  Change pause(ConnectorId id);

  Change resume(ConnectorId id);

  Deletion delete(ConnectorId id, WaitingEvents waiting);

  /** How a registration went. */
  sealed interface Registered {
    record Done(Connector connector) implements Registered {}

    record Invalid(List<Problem> problems) implements Registered {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /** How a change of a draft went. */
  sealed interface DraftEdited {
    record Done(Connector connector) implements DraftEdited {}

    record Invalid(List<Problem> problems) implements DraftEdited {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }

    record Stale(long currentVersion) implements DraftEdited {}

    /** There is no such connector, or no such revision. */
    record NotFound() implements DraftEdited {}
  }
}
