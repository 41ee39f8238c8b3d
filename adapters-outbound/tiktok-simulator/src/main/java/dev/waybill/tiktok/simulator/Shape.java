package dev.waybill.tiktok.simulator;

/** The form a JSON value must have. */
sealed interface Shape
    permits Shape.Scalar, Shape.Anything, Shape.TextOrTexts, Shape.ListOf, Group {

  /** A value without members. */
  enum Scalar implements Shape {
    TEXT,
    WHOLE,
    NUMBER,
    FLAG
  }

  /** Whatever it is, there is no null in it. */
  record Anything() implements Shape {}

  /** One string, or a list of strings. */
  record TextOrTexts() implements Shape {}

  /** A list. */
  record ListOf(Shape element) implements Shape {}

  /**
   * A member of an object.
   *
   * @param sources a bit for each source that TikTok lists it for
   */
  record Member(Shape shape, Role role, int sources) {
    static final int EVERYWHERE = -1;

    boolean isFor(Source source) {
      return (sources & 1 << source.ordinal()) != 0;
    }
  }
}
