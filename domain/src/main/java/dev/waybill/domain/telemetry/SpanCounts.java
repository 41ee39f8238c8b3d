package dev.waybill.domain.telemetry;

/**
 * What became of spans.
 *
 * @param sent a collector took them
 * @param failed no collector took them
 * @param dropped too many waited already
 */
public record SpanCounts(long sent, long failed, long dropped) {
  public static final SpanCounts NONE = new SpanCounts(0, 0, 0);
}
