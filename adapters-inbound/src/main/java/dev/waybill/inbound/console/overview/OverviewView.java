package dev.waybill.inbound.console.overview;

import dev.waybill.inbound.console.piece.Figure;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Tabs;
import dev.waybill.inbound.console.plot.Plot;
import java.time.Instant;
import java.util.List;

/** What the overview shows. */
record OverviewView(
    List<Standing.Line> lines,
    List<Figure> figures,
    List<Block> attention,
    Plot outcomes,
    Plot latency,
    Tabs spans,
    String span,
    Instant now) {
  OverviewView {
    lines = List.copyOf(lines);
    figures = List.copyOf(figures);
    attention = List.copyOf(attention);
  }

  /** Something that is not well, and where. */
  record Block(Link where, ReasonBlock reason) {}
}
