package dev.waybill.inbound.console.plot;

import dev.waybill.inbound.console.piece.Figures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws values over time.
 *
 * @param id unique on its page, a word
 * @param moments at least one, at equal distances
 * @param unit how a value is written
 * @param least the smallest step between two levels
 * @param summed whether the values add up to something over time, as counts do and latencies do not
 */
public record Plotting(
    String id,
    String title,
    String caption,
    List<Instant> moments,
    DoubleFunction<String> unit,
    double least,
    boolean summed) {
  private static final int TIME_LABELS = 6;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Plotting {
    moments = List.copyOf(moments);
  }

  /** Counts of events. */
  public static Plotting counts(String id, String title, String caption, List<Instant> moments) {
    return new Plotting(id, title, caption, moments, v -> Figures.count(Math.round(v)), 1, true);
  }

  /** Areas that lie on one another, the first at the bottom. */
  public Plot stacked(List<Series> series) {
    var tops = new double[moments.size()];
    for (var one : series) {
      for (int i = 0; i < tops.length; i++) {
        tops[i] += known(one.values().get(i));
      }
    }
    var scale = new Scale(DoubleStream.of(tops).max().orElse(0), least, moments.size());
    if (DoubleStream.of(tops).allMatch(top -> top == 0)) {
      return plot(series, scale, List.of(), List.of());
    }
    var shapes = new ArrayList<Plot.Shape>();
    var floor = new double[tops.length];
    for (var one : series) {
      var ceiling = floor.clone();
      for (int i = 0; i < ceiling.length; i++) {
        ceiling[i] += known(one.values().get(i));
      }
      shapes.add(new Plot.Shape("area fill-" + one.colour(), band(scale, floor, ceiling)));
      floor = ceiling;
    }
    return plot(series, scale, shapes, List.of());
  }

  /** Lines, with levels that must not be passed. */
  public Plot lines(List<Series> series, List<Mark> marks) {
    double highest = series.stream().mapToDouble(Series::most).max().orElse(0);
    double most = Math.max(highest, marks.stream().mapToDouble(Mark::level).max().orElse(0));
    var scale = new Scale(most, least, moments.size());
    var shapes =
        series.stream()
            .filter(_ -> highest > 0)
            .flatMap(
                one ->
                    Stream.of(
                        new Plot.Shape("curve stroke-" + one.colour(), curve(scale, one.values())),
                        new Plot.Shape("dots stroke-" + one.colour(), dots(scale, one.values()))))
            .filter(shape -> !shape.path().isEmpty())
            .toList();
    var drawn =
        marks.stream()
            .map(m -> new Plot.Tick((int) Math.round(scale.y(m.level())), m.label()))
            .toList();
    return plot(series, scale, shapes, drawn).saying(told(marks));
  }

  private String told(List<Mark> marks) {
    return marks.stream()
        .map(mark -> " Line at " + unit.apply(mark.level()) + ": " + mark.label() + ".")
        .collect(Collectors.joining());
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private Plot plot(
      List<Series> series, Scale scale, List<Plot.Shape> shapes, List<Plot.Tick> marks) {
    return new Plot(
        id,
        title,
        caption,
        description(series),
        scale.levels(unit),
        times(scale),
        shapes,
        marks,
        series.stream().map(this::entry).toList(),
        series.stream().map(Series::label).toList(),
        IntStream.range(0, moments.size()).mapToObj(i -> row(series, i)).toList());
  }

  private String description(List<Series> series) {
    var text = new StringBuilder(title);
    text.append(" from ").append(Figures.moment(moments.getFirst()));
    text.append(" to ").append(Figures.moment(moments.getLast())).append('.');
    for (var one : series) {
      text.append(' ').append(one.label()).append(": ");
      text.append(
          summed ? unit.apply(one.total()) + " in all" : "at most " + unit.apply(one.most()));
      text.append('.');
    }
    return text.toString();
  }

  private Plot.Entry entry(Series one) {
    return new Plot.Entry(
        one.colour(),
        one.label(),
        unit.apply(summed ? one.total() : last(one.values())),
        one.note());
  }

  private static double last(List<Double> values) {
    return values.reversed().stream().filter(value -> !value.isNaN()).findFirst().orElse(0.0);
  }

  private Plot.Row row(List<Series> series, int moment) {
    return new Plot.Row(
        DAY.format(moments.get(moment)),
        series.stream().map(one -> cell(one.values().get(moment))).toList());
  }

  private String cell(double value) {
    return Double.isNaN(value) ? "–" : unit.apply(value);
  }

  private List<Plot.Tick> times(Scale scale) {
    int every = Math.max(1, (moments.size() + TIME_LABELS - 1) / TIME_LABELS);
    var format =
        moments.getLast().getEpochSecond() - moments.getFirst().getEpochSecond() > 86_400
            ? DAY
            : CLOCK;
    return IntStream.range(0, moments.size())
        .filter(i -> i % every == every / 2)
        .mapToObj(i -> new Plot.Tick((int) Math.round(scale.x(i)), format.format(moments.get(i))))
        .toList();
  }

  private static String band(Scale scale, double[] floor, double[] ceiling) {
    var path = new StringBuilder();
    for (int i = 0; i < ceiling.length; i++) {
      point(path, i == 0 ? 'M' : 'L', scale.x(i), scale.y(ceiling[i]));
    }
    for (int i = floor.length - 1; i >= 0; i--) {
      point(path, 'L', scale.x(i), scale.y(floor[i]));
    }
    return path.append('Z').toString();
  }

  private static String curve(Scale scale, List<Double> values) {
    var path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (!Double.isNaN(value)) {
        point(path, drawing ? 'L' : 'M', scale.x(i), scale.y(value));
      }
      drawing = !Double.isNaN(value);
    }
    return path.toString();
  }

  /** A moment between two of which nothing is known would not be seen as a line. */
  private static String dots(Scale scale, List<Double> values) {
    var path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean alone =
          (i == 0 || values.get(i - 1).isNaN())
              && (i + 1 == values.size() || values.get(i + 1).isNaN());
      if (alone && !values.get(i).isNaN()) {
        point(path, 'M', scale.x(i), scale.y(values.get(i)));
        path.append("h.01");
      }
    }
    return path.toString();
  }

  private static void point(StringBuilder path, char how, double x, double y) {
    path.append(how).append(tenths(x)).append(' ').append(tenths(y));
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A level that must not be passed. */
  public record Mark(String label, double level) {}
}
