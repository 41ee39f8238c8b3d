package dev.waybill.inbound.console.plot;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Activity.Bucket;
import dev.waybill.domain.activity.ReadActivity.Errors;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.relay.ReadBacklogs.AgeLimit;
import dev.waybill.inbound.console.piece.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Plots of what went in and out. */
public final class ActivityPlots {
  private static final int MOST_CODES = 5;

  /** A line more than so many times above the curve is not drawn. */
  private static final int FAR = 4;

  private ActivityPlots() {}

  /** How many events got which verdict. */
  public static Plot outcomes(Activity activity, Span span) {
    return Plotting.counts(
            "outcomes",
            "Outcomes over time",
            "Events that got their verdict, per " + step(span),
            moments(activity))
        .stacked(
            List.of(
                series("Delivered", 1, activity, Bucket::delivered),
                series("Filtered", 4, activity, Bucket::filtered),
                series("Expired", 3, activity, Bucket::expired),
                series("Dead", 2, activity, Bucket::dead)));
  }

  /** How long events took from being accepted to being delivered. */
  public static Plot latency(Activity activity, Span span) {
    return times(
            "latency",
            "Time from accepted to delivered",
            "By share of the events delivered, per " + step(span) + ", to within a factor of two",
            activity)
        .lines(
            List.of(
                series("p50", 1, activity, bucket -> percentile(bucket, 0.5)),
                series("p95", 3, activity, bucket -> percentile(bucket, 0.95)),
                series("p99", 2, activity, bucket -> percentile(bucket, 0.99))),
            List.of());
  }

  /**
   * How old the oldest event was that had no verdict, and the line it must not reach. A line far
   * above is told and not drawn: the curve would lie flat under it.
   */
  public static Plot age(Activity activity, Span span, AgeLimit limit) {
    var ages = series("Oldest waiting", 5, activity, ActivityPlots::age);
    var line = new Plotting.Mark(expiry(limit), limit.age().toMillis());
    boolean near = ages.most() * FAR >= line.level();
    var caption = "At the end of each " + step(span) + ". " + line.label();
    return times(
            "age",
            "Age of the oldest waiting event",
            near ? caption : caption + ", far above: " + left(ages, limit),
            activity)
        .lines(List.of(ages), near ? List.of(line) : List.of());
  }

  private static String expiry(AgeLimit limit) {
    return switch (limit.cause()) {
      case WINDOW -> "Expires " + Figures.length(limit.age()) + " after it happened";
      case RETENTION -> "Leaves the log after " + Figures.length(limit.age());
    };
  }

  private static String left(Series ages, AgeLimit limit) {
    var most = Duration.ofMillis(Math.round(ages.most()));
    return most.isZero()
        ? "nothing waited"
        : "the oldest had " + Figures.length(limit.age().minus(most)) + " left";
  }

  /**
   * The codes that events and calls failed with; the most frequent by themselves.
   *
   * @param meanings what codes mean, where that is known
   */
  public static Plot errors(Errors errors, Map<String, String> meanings, Span span) {
    var codes =
        errors.counts().entrySet().stream()
            .sorted(Comparator.comparingLong((Map.Entry<String, List<Long>> code) -> -total(code)))
            .toList();
    var series = new ArrayList<Series>();
    for (int i = 0; i < Math.min(MOST_CODES, codes.size()); i++) {
      var code = codes.get(i).getKey();
      series.add(
          new Series(
              code,
              2 + i,
              doubles(codes.get(i).getValue()),
              meanings.getOrDefault(code, meaning(code))));
    }
    if (codes.size() > MOST_CODES) {
      series.add(new Series("others", 1, sum(codes.subList(MOST_CODES, codes.size()))));
    }
    var moments =
        Stream.iterate(errors.from(), from -> from.plus(span.step()))
            .limit(series.isEmpty() ? span.buckets() : series.getFirst().values().size())
            .toList();
    return Plotting.counts(
            "errors",
            "Error codes over time",
            "Events that failed and calls not answered as they should be, per " + step(span),
            moments)
        .stacked(series);
  }

  private static String meaning(String code) {
    return code.startsWith("http_")
        ? "answered with that HTTP status"
        : "a code of the platform's own";
  }

  private static long total(Map.Entry<String, List<Long>> code) {
    return code.getValue().stream().mapToLong(count -> count).sum();
  }

  private static List<Double> doubles(List<Long> counts) {
    return counts.stream().map(Long::doubleValue).toList();
  }

  private static List<Double> sum(List<Map.Entry<String, List<Long>>> codes) {
    var sums = new double[codes.getFirst().getValue().size()];
    for (var code : codes) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += code.getValue().get(i);
      }
    }
    return Arrays.stream(sums).boxed().toList();
  }

  private static Plotting times(String id, String title, String caption, Activity activity) {
    return new Plotting(
        id,
        title,
        caption,
        moments(activity),
        millis -> Figures.duration(Duration.ofMillis(Math.round(millis))),
        10,
        false);
  }

  private static List<Instant> moments(Activity activity) {
    return activity.buckets().stream().map(Bucket::from).toList();
  }

  private static double percentile(Bucket bucket, double share) {
    return bucket
        .latency()
        .percentile(share)
        .map(Duration::toMillis)
        .map(Long::doubleValue)
        .orElse(Double.NaN);
  }

  private static double age(Bucket bucket) {
    var oldest = bucket.oldestWaiting();
    return oldest == null ? 0 : oldest.toMillis();
  }

  private static Series series(
      String label, int colour, Activity activity, ToDoubleFunction<Bucket> value) {
    Function<Bucket, Double> boxed = value::applyAsDouble;
    return new Series(label, colour, activity.buckets().stream().map(boxed).toList());
  }

  private static String step(Span span) {
    return switch (span) {
      case HOUR -> "minute";
      case DAY -> "quarter of an hour";
      case WEEK -> "two hours";
    };
  }
}
