package dev.waybill.inbound.console.plot;

import java.util.List;

/**
 * Values over time, one for each moment of the plot.
 *
 * @param colour 1 to 6, as the style sheet counts them
 * @param values NaN where nothing is known
 * @param note what the label means; may be empty
 */
public record Series(String label, int colour, List<Double> values, String note) {
  public Series {
    values = List.copyOf(values);
  }

  public Series(String label, int colour, List<Double> values) {
    this(label, colour, values, "");
  }

  double most() {
    return values.stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).max().orElse(0);
  }

  double total() {
    return values.stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).sum();
  }
}
