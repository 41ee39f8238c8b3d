package dev.waybill.domain.telemetry;

import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;

/** What is worth counting. Cheap, never throws, safe for use by many threads. */
public interface Telemetry {
  void ingested(SourceId source, List<IngestEvents.Answer> answers);

  /** So many rejected items could not be kept for looking at; they were answered all the same. */
  void rejectionsLost(SourceId source, int items);

  void called(ConnectorId connector, Call call, CallOutcome outcome);

  void settled(ConnectorId connector, Settlement settlement);

  /** A settlement committed that delivered events; how long ago each had been received. */
  void delivered(ConnectorId connector, List<Duration> after);

  /** So many events expired with their part of the log. */
  void expired(ConnectorId connector, long events);

  /**
   * How the log stands.
   *
   * @param windowShort whether duplicates are noticed for too short a time
   * @param full whether no more events are taken in
   */
  void retained(Retention.State state, boolean windowShort, boolean full);

  void parked(ConnectorId connector, String code);

  /** How the installation was at the last look. */
  void observed(Observation observation);

  /** All that is degraded after the last look. */
  void degraded(List<Condition> conditions);

  /** What came of sending an alert. */
  void alerted(Sent sent);

  /** What was found in the payloads of one delivery; names and kinds are few. */
  void reviewed(ConnectorId connector, PayloadTally tally);

  /** What follows single events, where somebody wants that. */
  default Tracing tracing() {
    return Tracing.OFF;
  }

  /** Counts nothing. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void ingested(SourceId source, List<IngestEvents.Answer> answers) {}

        @Override
        public void rejectionsLost(SourceId source, int items) {}

        @Override
        public void called(ConnectorId connector, Call call, CallOutcome outcome) {}

        @Override
        public void settled(ConnectorId connector, Settlement settlement) {}

        @Override
        public void delivered(ConnectorId connector, List<Duration> after) {}

        @Override
        public void expired(ConnectorId connector, long events) {}

        @Override
        public void retained(Retention.State state, boolean windowShort, boolean full) {}

        @Override
        public void parked(ConnectorId connector, String code) {}

        @Override
        public void observed(Observation observation) {}

        @Override
        public void degraded(List<Condition> conditions) {}

        @Override
        public void alerted(Sent sent) {}

        @Override
        public void reviewed(ConnectorId connector, PayloadTally tally) {}
      };
}
