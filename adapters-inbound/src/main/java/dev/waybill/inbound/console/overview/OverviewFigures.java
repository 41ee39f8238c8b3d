package dev.waybill.inbound.console.overview;

import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.inbound.console.piece.Figure;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** The numbers over everything. */
final class OverviewFigures {
  private static final String LATELY = "a minute, last 5 min";

  private OverviewFigures() {}

  static List<Figure> of(List<Standing.Line> lines, Instant now) {
    long judged = sum(lines, Standing.Line::judged);
    long delivered = sum(lines, Standing.Line::delivered);
    return List.of(
        configured(lines),
        Figure.plain("In", rate(sum(lines, line -> line.recent().accepted())), LATELY),
        Figure.plain("Delivered", rate(delivered), LATELY),
        new Figure(
            judged > 0 && delivered < judged ? Tone.WARN : Tone.PLAIN,
            "Success",
            Figures.share(delivered, judged),
            judged == 0 ? "nothing in the last 5 min" : "of " + Figures.events(judged)),
        Figure.plain("Waiting", Figures.count(sum(lines, Standing.Line::waiting)), "or retrying"),
        oldest(lines, now),
        expiry(lines, now));
  }

  private static long sum(List<Standing.Line> lines, ToLongFunction<Standing.Line> value) {
    return lines.stream().mapToLong(value).sum();
  }

  private static String rate(long count) {
    return Figures.perMinute(count, ReadActivity.RECENT);
  }

  private static Figure configured(List<Standing.Line> lines) {
    long configured =
        lines.stream().filter(line -> line.connector() instanceof Connector.Configured).count();
    return new Figure(
        configured == lines.size() ? Tone.GOOD : Tone.WARN,
        "Configured",
        configured + " of " + lines.size(),
        lines.size() == 1 ? "connector" : "connectors");
  }

  private static Figure oldest(List<Standing.Line> lines, Instant now) {
    var oldest =
        lines.stream()
            .map(Standing.Line::oldest)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    return Figure.plain(
        "Oldest waiting",
        oldest.map(time -> Figures.from(now, time).replace(" ago", "")).orElse("–"),
        oldest.isEmpty() ? "nothing waits" : "");
  }

  private static Figure expiry(List<Standing.Line> lines, Instant now) {
    var first =
        lines.stream()
            .map(Standing.Line::firstExpiry)
            .filter(Objects::nonNull)
            .map(FirstExpiry::at)
            .min(Comparator.naturalOrder());
    return Figure.plain(
        "Expires first",
        first.map(time -> Figures.from(now, time)).orElse("–"),
        first.isEmpty() ? "nothing expires" : "");
  }
}
