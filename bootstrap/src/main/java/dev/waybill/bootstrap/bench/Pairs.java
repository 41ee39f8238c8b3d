package dev.waybill.bootstrap.bench;

import dev.waybill.domain.json.JsonArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs that were made side by side, without what is looked at and with it, since on a shared
 * machine only neighbours can be compared. One thread.
 */
final class Pairs {
  private final List<Double> without = new ArrayList<>();
  private final List<Double> with = new ArrayList<>();

  void add(double rateWithout, double rateWith) {
    without.add(rateWithout);
    with.add(rateWith);
  }

  JsonArray without() {
    return list(without);
  }

  JsonArray with() {
    return list(with);
  }

  private static JsonArray list(List<Double> rates) {
    return rates.stream().map(rate -> Figures.rounded(rate, 0)).collect(JsonArray.collector());
  }

  /** The middle one of the pairs' ratios, of what goes with it to what goes without. */
  double medianRatio() {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < with.size(); i++) {
      ratios.add(with.get(i) / without.get(i));
    }
    ratios.sort(null);
    int middle = ratios.size() / 2;
    return ratios.size() % 2 == 1
        ? ratios.get(middle)
        : (ratios.get(middle - 1) + ratios.get(middle)) / 2;
  }
}
