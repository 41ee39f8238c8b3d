package dev.waybill.tiktok.simulator;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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
   * @param sources those that TikTok lists it for
   */
  record Member(Shape shape, Role role, Set<Source> sources) {
    public Member {
      sources = Collections.unmodifiableSet(EnumSet.copyOf(sources));
    }

    boolean isFor(Source source) {
      return sources.contains(source);
    }
  }
}
