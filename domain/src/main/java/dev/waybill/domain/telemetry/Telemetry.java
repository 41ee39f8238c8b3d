package dev.waybill.domain.telemetry;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.source.SourceId;
import java.util.List;

/** What is worth counting. Cheap, never throws, safe for use by many threads. */
public interface Telemetry {
  void ingested(SourceId source, List<IngestEvents.Answer> answers);

  /** So many rejected items could not be kept for looking at; they were answered all the same. */
  void rejectionsLost(SourceId source, int items);

  void called(ConnectorId connector, Call call);

  void settled(ConnectorId connector, Settlement settlement);

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

  /** What was found in the payloads of one delivery; names and kinds are few. */
  void reviewed(ConnectorId connector, PayloadTally tally);

  /** Counts nothing. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void ingested(SourceId source, List<IngestEvents.Answer> answers) {}

        @Override
        public void rejectionsLost(SourceId source, int items) {}

        @Override
        public void called(ConnectorId connector, Call call) {}

        @Override
        public void settled(ConnectorId connector, Settlement settlement) {}

        @Override
        public void expired(ConnectorId connector, long events) {}

        @Override
        public void retained(Retention.State state, boolean windowShort, boolean full) {}

        @Override
        public void parked(ConnectorId connector, String code) {}

        @Override
        public void reviewed(ConnectorId connector, PayloadTally tally) {}
      };
}
