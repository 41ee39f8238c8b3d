package dev.waybill.inbound.console.ledger;

import dev.waybill.domain.outbox.Ledger.Line;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Tone;
import java.util.List;

/** The ledger's lines. */
record LedgerView(List<Row> rows, boolean balanced) {
  LedgerView {
    rows = List.copyOf(rows);
  }

  static LedgerView of(List<Line> lines) {
    return new LedgerView(
        lines.stream().map(Row::of).toList(), lines.stream().allMatch(Line::balanced));
  }

  /** The whole page. */
  record Page(LedgerView lines, VerificationView verification) {}

  /** One connector: accepted = delivered + dead + expired + filtered + retrying + waiting. */
  record Row(
      String id,
      String name,
      String accepted,
      String delivered,
      String dead,
      String expired,
      String filtered,
      String retrying,
      String waiting,
      String unexplained,
      Badge state) {
    private static Row of(Line line) {
      return new Row(
          line.connector().toString(),
          line.name(),
          Figures.count(line.accepted()),
          Figures.count(line.delivered()),
          Figures.count(line.dead()),
          Figures.count(line.expired()),
          Figures.count(line.filtered()),
          Figures.count(line.retrying()),
          Figures.count(line.waiting()),
          Figures.count(line.unexplained()),
          state(line));
    }

    private static Badge state(Line line) {
      if (line.balanced()) {
        return new Badge(Tone.GOOD, "balanced");
      }
      return line.unexplained() == 0
          ? new Badge(Tone.BAD, "witnesses differ")
          : new Badge(Tone.BAD, "unexplained");
    }
  }
}
