package dev.waybill.inbound.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows under headings, as wide as they need to be. Not for use by several threads. */
public final class Table {
  private static final String NOTHING = "-";
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean headed;

  private Table(boolean headed) {
    this.headed = headed;
  }

  public static Table of(String... headings) {
    var table = new Table(true);
    return table.row((Object[]) headings);
  }

  /** Rows of a name and what it is. */
  public static Table ofFacts() {
    return new Table(false);
  }

  /** One more row; an empty cell shows as a dash. */
  public Table row(Object... cells) {
    var row = new ArrayList<String>();
    for (var cell : cells) {
      var text = PlainText.of(String.valueOf(cell));
      row.add(text.isBlank() ? NOTHING : text);
    }
    rows.add(row);
    return this;
  }

  /** A fact, left out where there is nothing to tell. */
  public Table fact(String name, String value) {
    return value.isBlank() ? this : row(name, value);
  }

  /** Whether there is no row but the headings. */
  boolean isEmpty() {
    return rows.size() == (headed ? 1 : 0);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        boolean heading = headed && lines.isEmpty();
        line.append(heading ? cell.toUpperCase(Locale.ROOT) : cell);
        if (column < row.size() - 1) {
          line.repeat(' ', width(column) - length(cell)).append(GAP);
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
