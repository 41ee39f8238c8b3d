package dev.waybill.bootstrap.monitoring;

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
      Pattern.compile("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w*\\s*\\()");
  private static final Pattern FUNCTION = Pattern.compile("\\b[a-z_]+\\s*(?=\\()");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  private MetricNames() {}

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
