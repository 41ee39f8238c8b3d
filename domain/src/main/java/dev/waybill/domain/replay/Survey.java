package dev.waybill.domain.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would find, counted and not estimated.
 *
 * @param selected how many events it would be about
 * @param stillWaiting how many of the same time it leaves out, since they wait or are on their way
 *     and will be delivered anyway; zero for dead letters
 * @param withoutPayload how many cannot be sent, since their payload is past its time
 * @param windows null when the connector has no configuration that tells windows
 * @param connectorRate the most events a second that the connector sends of anything; null for no
 *     limit
 */
public record Survey(
    long selected,
    long stillWaiting,
    long withoutPayload,
    @Nullable WindowCounts windows,
    @Nullable Integer connectorRate) {

  public Survey(
      long selected, long stillWaiting, long withoutPayload, @Nullable WindowCounts windows) {
    this(selected, stillWaiting, withoutPayload, windows, null);
  }

  /** The same, of a connector that is held to that rate. */
  Survey heldTo(@Nullable Integer perSecond) {
    return new Survey(selected, stillWaiting, withoutPayload, windows, perSecond);
  }

  /**
   * How the events with a payload stand to the platform's windows.
   *
   * @param withinAcceptance happened recently enough to count
   * @param pastAcceptance would expire at their turn
   * @param notSent are of an event source that the connector does not send, or cannot be read
   * @param pastDeduplication may have been taken by the platform so long ago that it no longer
   *     drops doubles: of dead letters those with an unanswered attempt, of a time range all that
   *     were ever sent
   */
  public record WindowCounts(
      long withinAcceptance, long pastAcceptance, long notSent, long pastDeduplication) {}

  /**
   * How long that takes at a rate, or at the connector's own where that is smaller; empty for as
   * fast as the platform takes it.
   */
  public Optional<Duration> takes(@Nullable Integer eventsPerSecond) {
    return Stream.of(Optional.ofNullable(eventsPerSecond), Optional.ofNullable(connectorRate))
        .flatMap(Optional::stream)
        .min(Integer::compareTo)
        .map(rate -> Duration.ofSeconds(Math.ceilDiv(selected - withoutPayload, (long) rate)));
  }
}
