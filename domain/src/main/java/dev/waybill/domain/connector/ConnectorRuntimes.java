package dev.waybill.domain.connector;

import dev.waybill.domain.json.Problem;
import java.util.List;

/** Makes configurations ready to deliver. Safe for use by many threads. */
public interface ConnectorRuntimes {
  /**
   * @param configuration the active one of that connector
   */
  Opened open(Connector.Registration registration, Configuration configuration);

  /** Either ready, and to be closed by the caller, or why it cannot be. */
  sealed interface Opened {
    record Ready(ConnectorRuntime runtime) implements Opened {}

    record Faulty(List<Problem> problems) implements Opened {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }
}
