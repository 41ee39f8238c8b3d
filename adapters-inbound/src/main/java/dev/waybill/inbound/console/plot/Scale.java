package dev.waybill.inbound.console.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** From values to places: 0 at the bottom, a round number at the top. */
final class Scale {
  private static final int LEVELS = 4;

  private final double top;
  private final double step;
  private final int moments;

  /**
   * @param least how small a step may be: 1 where only whole numbers make sense
   */
  Scale(double most, double least, int moments) {
    this.step = Math.max(least, round(Math.max(most, least) / LEVELS));
    this.top = step * Math.max(1, Math.ceil(most / step));
    this.moments = moments;
  }

  /** 1, 2 or 5 times a power of ten, at least the given one. */
  private static double round(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  double x(int moment) {
    return moments < 2
        ? Plot.LEFT
        : Plot.LEFT + (double) moment * (Plot.WIDTH - Plot.LEFT) / (moments - 1);
  }

  double y(double value) {
    return Plot.BOTTOM - Math.clamp(value / top, 0, 1) * (Plot.BOTTOM - Plot.TOP);
  }

  List<Plot.Tick> levels(DoubleFunction<String> label) {
    var ticks = new ArrayList<Plot.Tick>();
    for (double level = 0; level <= top * (1 + 1e-9); level += step) {
      ticks.add(new Plot.Tick((int) Math.round(y(level)), label.apply(level)));
    }
    return ticks;
  }
}
