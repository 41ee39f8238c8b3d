package dev.waybill.inbound.console.plot;

import java.util.List;

/**
 * Values over time, one for each moment of the plot.
 *
 * @param colour 1 to 6, as the style sheet counts them
 * @param values NaN where nothing is known
 */
public record Series(String label, int colour, List<Double> values) {
  public Series {
    values = List.copyOf(values);
  }

  double most() {
    return values.stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).max().orElse(0);
  }

  double total() {
    return values.stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).sum();
  }
}
