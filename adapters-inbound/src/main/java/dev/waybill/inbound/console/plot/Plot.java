package dev.waybill.inbound.console.plot;

import java.util.List;

/**
 * A plot, ready to be drawn: {@code @template.plot.plot(plot = …)}. All places are in its own
 * units.
 *
 * @param id unique on its page, a word
 * @param title what it is a plot of
 * @param description what it shows, in a sentence, for who cannot see it
 */
public record Plot(
    String id,
    String title,
    String caption,
    String description,
    List<Tick> levels,
    List<Tick> times,
    List<Shape> shapes,
    List<Tick> marks,
    List<Entry> legend,
    List<String> columns,
    List<Row> rows) {
  public static final int WIDTH = 720;
  public static final int HEIGHT = 220;
  public static final int LEFT = 52;
  static final int TOP = 10;
  static final int BOTTOM = 196;

  /** The same with more to tell who cannot see it. */
  Plot saying(String more) {
    return new Plot(
        id,
        title,
        caption,
        description + more,
        levels,
        times,
        shapes,
        marks,
        legend,
        columns,
        rows);
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return shapes.stream().allMatch(shape -> shape.path().isEmpty());
  }

  /** A label at a place on an axis. */
  public record Tick(int place, String label) {}

  /** What is drawn. */
  public record Shape(String css, String path) {}

  /**
   * @param colour 1 to 6, as the style sheet counts them
   * @param note what the label means; may be empty
   */
  public record Entry(int colour, String label, String total, String note) {}

  /** A row of the table that tells the same. */
  public record Row(String label, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
