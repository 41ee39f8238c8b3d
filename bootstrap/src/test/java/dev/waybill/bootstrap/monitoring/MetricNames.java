package dev.waybill.bootstrap.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics a PromQL expression asks for. It knows as much of the language as our expressions
 * use: strings, matchers, ranges, groupings, functions and operators are taken away, and every name
 * that remains must be a metric.
 */
final class MetricNames {
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^{}]*}");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^{}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|=|!=|!~)\\s*\"([^\"]*)\"");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w*\\s*\\()");
  private static final Pattern FUNCTION = Pattern.compile("\\b[a-z_]+\\s*(?=\\()");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  private MetricNames() {}

  /**
   * What an expression wants of a label.
   *
   * @param values any of them; empty where that is left to whoever looks at the dashboard
   */
  record Wanted(String metric, String label, List<String> values) {}

  /** Of expressions that match by literals and alternatives of them. */
  static List<Wanted> labels(String expression) {
    return SELECTOR
        .matcher(expression)
        .results()
        .flatMap(
            selector ->
                MATCHER
                    .matcher(selector.group(2))
                    .results()
                    .map(it -> new Wanted(selector.group(1), it.group(1), values(it.group(3)))))
        .toList();
  }

  private static List<String> values(String text) {
    return text.startsWith("$") ? List.of() : List.of(text.split("\\|"));
  }

  /** The labels that series are put together by. */
  static Set<String> groupings(String expression) {
    return GROUPING
        .matcher(expression)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> of(String expression) {
    var bare = STRING.matcher(expression).replaceAll("");
    bare = MATCHERS.matcher(bare).replaceAll(" ");
    bare = RANGE.matcher(bare).replaceAll(" ");
    bare = GROUPING.matcher(bare).replaceAll(" ");
    bare = FUNCTION.matcher(bare).replaceAll(" ");
    return NAME.matcher(bare)
        .results()
        .map(found -> found.group())
        .filter(name -> !OPERATORS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
