package dev.waybill.domain.outbox;

/** One subscription of a connector to a source, from its start to its end. */
public record LaneId(int number) {
  @Override
  public String toString() {
    return "lane_" + number;
  }
}
