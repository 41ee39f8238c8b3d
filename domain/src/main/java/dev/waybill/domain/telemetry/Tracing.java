package dev.waybill.domain.telemetry;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.Optional;

/** Follows events from their sender to the platform. Cheap, never throws, safe for many threads. */
public interface Tracing extends AutoCloseable {
  /** Whether anybody wants to know; when not, nothing needs to be collected. */
  boolean isOn();

  /**
   * A request's events are about to be taken in.
   *
   * @param sender where in the sender's trace that is
   */
  Intake begin(SourceId source, Optional<Traceparent> sender);

  /**
   * A call was made.
   *
   * @param events where in their traces the events it carried were taken in, each once
   */
  void called(ConnectorId connector, Call call, CallOutcome outcome, List<Traceparent> events);

  /** What became of the spans so far; those on their way are in no count. */
  SpanCounts spans();

  /** Sends what is there, within a few seconds. */
  @Override
  void close();

  /** The events of one request on their way into the log. */
  interface Intake {
    /** What is to be kept with each event; empty for nothing. */
    Optional<Traceparent> context();

    /** They were answered. */
    void end(int events);
  }

  /** Follows nothing, and keeps what the sender gave. */
  Tracing OFF =
      new Tracing() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public Intake begin(SourceId source, Optional<Traceparent> sender) {
          return untraced(sender);
        }

        @Override
        public void called(
            ConnectorId connector, Call call, CallOutcome outcome, List<Traceparent> events) {}

        @Override
        public SpanCounts spans() {
          return SpanCounts.NONE;
        }

        @Override
        public void close() {}
      };

  /** An intake that is not recorded. */
  static Intake untraced(Optional<Traceparent> sender) {
    return new Intake() {
      @Override
      public Optional<Traceparent> context() {
        return sender;
      }

      @Override
      public void end(int events) {}
    };
  }
}
