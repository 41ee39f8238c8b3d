package dev.waybill.tiktok.simulator;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The form a JSON value must have. */
sealed interface Shape {

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

  /** An object. The path names it in findings; a member that is not listed may be anything. */
  record Group(String path, Map<String, Member> members) implements Shape {
    public Group {
      // Looked into for every field of every event, where a HashMap is faster than Map.copyOf.
      members = Collections.unmodifiableMap(new HashMap<>(members));
    }
  }

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
