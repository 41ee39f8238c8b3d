package dev.waybill.bootstrap.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Metrics as Prometheus reads them.
 *
 * @param series the labels of each, by the name of its metric
 */
record Scrape(Map<String, List<Map<String, String>>> series) {
  private static final Pattern LINE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static Scrape of(String text) {
    var series = new HashMap<String, List<Map<String, String>>>();
    LINE.matcher(text)
        .results()
        .forEach(
            line ->
                series
                    .computeIfAbsent(line.group(1), _ -> new ArrayList<>())
                    .add(pairs(Objects.requireNonNullElse(line.group(2), ""))));
    return new Scrape(series);
  }

  private static Map<String, String> pairs(String text) {
    return LABEL
        .matcher(text)
        .results()
        .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
  }

  Set<String> names() {
    return series.keySet();
  }

  /** All that any of the metric's series has. */
  Set<String> labels(String metric) {
    return ofMetric(metric).flatMap(it -> it.keySet().stream()).collect(Collectors.toSet());
  }

  Set<String> values(String metric, String label) {
    return ofMetric(metric)
        .filter(it -> it.containsKey(label))
        .map(it -> it.get(label))
        .collect(Collectors.toSet());
  }

  private Stream<Map<String, String>> ofMetric(String metric) {
    return series.getOrDefault(metric, List.of()).stream();
  }
}
