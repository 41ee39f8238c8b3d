package dev.waybill.inbound.console.dead;

import dev.waybill.domain.replay.Survey;
import dev.waybill.inbound.console.piece.Figures;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do; nothing was begun.
 *
 * @param picks what the form carries on
 * @param sendable how many would be sent; null where that cannot be told
 */
record DryRunView(
    List<Line> lines, List<String> picks, String selected, @Nullable String sendable) {
  DryRunView {
    lines = List.copyOf(lines);
    picks = List.copyOf(picks);
  }

  static DryRunView of(List<Line> lines, List<Pick> picks) {
    long selected = lines.stream().mapToLong(Line::number).sum();
    return new DryRunView(
        lines,
        picks.stream().flatMap(pick -> pick.values().stream()).toList(),
        Figures.counted(selected, "dead letter"),
        lines.stream().anyMatch(line -> line.within() == null)
            ? null
            : Figures.count(
                lines.stream().mapToLong(line -> Objects.requireNonNull(line.within())).sum()));
  }

  boolean isEmpty() {
    return lines.stream().allMatch(line -> line.number() == 0);
  }

  /** One connector's part. */
  record Line(
      String connector,
      String codes,
      long number,
      String selected,
      String withoutPayload,
      @Nullable Long within,
      String sent,
      String tooOld,
      String noPlace,
      String doubtful,
      String takes) {
    static Line of(String connector, Pick pick, Survey survey) {
      var windows = survey.windows();
      return new Line(
          connector,
          String.join(", ", pick.codes().stream().sorted().toList()),
          survey.selected(),
          Figures.count(survey.selected()),
          Figures.count(survey.withoutPayload()),
          windows == null ? null : (Long) windows.withinAcceptance(),
          windows == null ? "unknown" : Figures.count(windows.withinAcceptance()),
          windows == null ? "unknown" : Figures.count(windows.pastAcceptance()),
          windows == null ? "unknown" : Figures.count(windows.notSent()),
          windows == null ? "unknown" : Figures.count(windows.pastDeduplication()),
          survey
              .takes(pick.wanted().rate())
              .map(Figures::length)
              .orElse("as long as the platform takes"));
    }
  }
}
