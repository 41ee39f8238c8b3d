package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.quality.LintKinds;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Figures;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How well the payloads of a connector can be matched, and what is unwise about them. */
final class QualityTab {
  private static final String PATH = Desk.ONE + "/quality";

  private final Desk desk;
  private final ReadQuality quality;

  QualityTab(Desk desk, ReadQuality quality) {
    this.desk = desk;
    this.quality = quality;
  }

  List<ConsoleRoute> routes() {
    return List.of(ConsoleRoute.get(PATH, visit -> desk.at(visit, found -> show(found, visit))));
  }

  private Answer show(Connector connector, Visit visit) {
    var kinds = desk.provider(connector).map(LintKinds::of).orElse(LintKinds.COMMON);
    var figures = quality.of(connector.id()).map(found -> figures(found, kinds)).orElse(null);
    return Desk.tab(
        connector,
        "Match quality",
        "connector/quality.jte",
        new View(desk.head(connector, "/quality"), figures, visit.now()));
  }

  private static QualityFigures figures(ReadQuality.Report report, LintKinds kinds) {
    var tally = report.tally();
    return new QualityFigures(
        report.since(),
        Figures.events(tally.events()),
        sorted(tally.identifiers()).map(one -> bar(one, tally)).toList(),
        sorted(tally.findings())
            .map(one -> new Found(kinds.named(one.getKey()), Figures.count(one.getValue())))
            .toList());
  }

  private static Stream<Map.Entry<String, Long>> sorted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
  }

  private static Coverage bar(Map.Entry<String, Long> one, PayloadTally tally) {
    double share = tally.events() == 0 ? 0 : (double) one.getValue() / tally.events();
    return new Coverage(
        one.getKey(),
        Figures.count(one.getValue()),
        Figures.share(one.getValue(), tally.events()),
        (int) Math.round(Math.min(1, share) * Coverage.LONGEST));
  }

  /**
   * What the tab shows.
   *
   * @param figures null before anything was delivered
   */
  record View(Head head, @Nullable QualityFigures figures, Instant now) {}

  /**
   * @param since when counting began
   */
  record QualityFigures(
      Instant since, String events, List<Coverage> identifiers, List<Found> findings) {
    /** The plot in a sentence, for who cannot see it. */
    String description() {
      var text = new StringBuilder("Share of the payloads that carry each identifier.");
      identifiers.forEach(
          one -> text.append(' ').append(one.name()).append(": ").append(one.share()).append('.'));
      return text.toString();
    }
  }

  /**
   * How many payloads carry an identifier.
   *
   * @param length of its bar, of {@link #LONGEST}
   */
  record Coverage(String name, String count, String share, int length) {
    static final int LONGEST = 200;
  }

  /** A kind of finding, and how often it was made. */
  record Found(LintKind kind, String count) {}
}
