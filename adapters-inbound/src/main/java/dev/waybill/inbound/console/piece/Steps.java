package dev.waybill.inbound.console.piece;

import java.util.List;

/**
 * The steps of a longer way.
 *
 * @param current which one it is at, counted from 0
 */
public record Steps(List<String> labels, int current) {
  public Steps {
    labels = List.copyOf(labels);
  }
}
