package dev.waybill.inbound.console.overview;

import dev.waybill.inbound.console.piece.Figure;
import dev.waybill.inbound.console.piece.Tabs;
import dev.waybill.inbound.console.plot.Plot;
import java.time.Instant;
import java.util.List;

/**
 * What the overview shows.
 *
 * @param over alerts that were resolved lately
 * @param storeAway whether only that can be told which needs no database
 */
record OverviewView(
    List<Standing.Line> lines,
    List<Figure> figures,
    List<Block> attention,
    List<Block.Over> over,
    boolean storeAway,
    List<Plot> plots,
    Tabs spans,
    String span,
    Instant now) {
  OverviewView {
    lines = List.copyOf(lines);
    figures = List.copyOf(figures);
    attention = List.copyOf(attention);
    over = List.copyOf(over);
    plots = List.copyOf(plots);
  }

  static OverviewView away(List<Block> attention, Tabs spans, String span, Instant now) {
    return new OverviewView(
        List.of(), List.of(), attention, List.of(), true, List.of(), spans, span, now);
  }
}
