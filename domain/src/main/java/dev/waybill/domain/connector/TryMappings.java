package dev.waybill.domain.connector;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingTest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a connector's mapping makes of events. Nothing is sent and nothing is kept. Safe for
 * use by many threads.
 */
public interface TryMappings {
  /** Runs the mapping tests as a verification would. */
  TestRun runTests(ConnectorId id, Which which);

  /**
   * What would become of that event.
   *
   * @param event as a sender would send it
   */
  Preview preview(ConnectorId id, JsonObject event, Which which);

  /** Runs those tests, with the platform's own, against rules that are being written. */
  TestRun runTests(ConnectorId id, Written written);

  /**
   * The same by rules that are being written; all else is as in the draft, or in what is in use
   * where there is no draft.
   */
  Preview preview(ConnectorId id, JsonObject event, Written written);

  /**
   * Rules and tests that nobody saved.
   *
   * @param mapping null for the platform's starting mapping
   * @param tests null for none of the connector's own
   */
  record Written(@Nullable JsonObject mapping, @Nullable JsonArray tests) {}

  /** A connector's configurations. */
  enum Which {
    DRAFT,
    ACTIVE,
    /** The draft, or the active one where there is no draft. */
    EITHER
  }

  /** How a run of the tests went. */
  sealed interface TestRun {
    record Done(Which which, List<Tested> results) implements TestRun {
      public Done {
        results = List.copyOf(results);
      }
    }

    /** The configuration cannot be used. */
    record Faulty(List<Problem> problems) implements TestRun {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }

    /** There is no such connector. */
    record NotFound() implements TestRun {}

    /** The connector has no such configuration. */
    record NotConfigured() implements TestRun {}
  }

  /**
   * One result and whose test it was.
   *
   * @param base the starting mapping that brought the test; null for the connector's own
   */
  record Tested(@Nullable String base, MappingTest.Result result) {}

  /** What a preview shows. */
  sealed interface Preview {
    /**
     * @param event with its id put in where the sender gave none
     * @param admission whether the event would be sent at all
     * @param explained the payload or the problems, and how each field came about
     * @param origins for each of the explained fields: the starting mapping its rule is of; null
     *     where it is the connector's own
     * @param request empty where the destination cannot tell or nothing would be sent
     */
    record Shown(
        Which which,
        Event event,
        Admission admission,
        Mapping.Explained explained,
        List<Optional<String>> origins,
        Optional<OutboundRequest> request,
        List<LintFinding> findings)
        implements Preview {
      public Shown {
        origins = List.copyOf(origins);
        findings = List.copyOf(findings);
      }
    }

    /** No event would get as far as a connector like this. */
    record Rejected(List<Problem> problems) implements Preview {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }

    /** The configuration cannot be used; pointers begin with its member, such as /mapping. */
    record Faulty(List<Problem> problems) implements Preview {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }

    /** There is no such connector. */
    record NotFound() implements Preview {}

    /** The connector has no such configuration. */
    record NotConfigured() implements Preview {}
  }

  /** Whether a connector wants an event. */
  enum Admission {
    WANTED,
    /** The filter does not hold. */
    FILTERED,
    /** The connector has no place for events from there. */
    NO_PLACE,
    /** The event is older than the platform takes. */
    TOO_OLD
  }
}
