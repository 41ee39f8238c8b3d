package dev.waybill.tiktok.simulator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulator has seen so far, taken at one instant. {@code eventsReceived = uniqueEvents +
 * duplicateEvents + testEvents} always holds.
 *
 * @param calls calls to event/track, whatever became of them
 * @param refusedCalls those that were not taken: refused, or answered in its place by a fault
 * @param faultedCalls those that a fault rule applied to
 * @param throttledCalls those that were refused for being too many
 * @param eventsReceived events in the batches that were taken
 * @param uniqueEvents distinct events kept, by event source id, event and event id; one without an
 *     event id is distinct
 * @param duplicateEvents events whose key was first seen within the last 48 hours
 * @param mergedEvents those of them that came within five minutes of the first
 * @param testEvents events sent with a test event code; they appear nowhere else but in {@code
 *     eventsReceived}
 * @param byEvent unique events by name
 * @param findings oddities of taken events that TikTok lets pass without a word, by kind
 * @param unknownFieldNames the paths of unknown fields, the first hundred
 */
public record Statistics(
    long calls,
    long refusedCalls,
    long faultedCalls,
    long throttledCalls,
    long eventsReceived,
    long uniqueEvents,
    long duplicateEvents,
    long mergedEvents,
    long testEvents,
    Map<String, EventTotal> byEvent,
    Map<String, Long> findings,
    List<String> unknownFieldNames) {

  /**
   * Unique events of one name.
   *
   * @param count how many
   * @param valueSum the exact sum of their {@code properties.value}, currencies not told apart
   */
  public record EventTotal(long count, BigDecimal valueSum) {}

  public Statistics {
    byEvent = Collections.unmodifiableMap(new TreeMap<>(byEvent));
    findings = Collections.unmodifiableMap(new TreeMap<>(findings));
    unknownFieldNames = List.copyOf(unknownFieldNames);
  }

  /** The unique events of this name, none being a total of zero. */
  public EventTotal total(String event) {
    return byEvent.getOrDefault(event, new EventTotal(0, BigDecimal.ZERO));
  }
}
