package dev.waybill.domain.ingest;

import java.util.List;

/** Cuts a request body into items, in order. Safe for use by many threads. */
public interface EventSlicer {
  int MAX_ITEMS = 10_000;
  int MAX_ITEM_BYTES = 64 * 1024;

  /** How deep an item may nest, its own braces counted. */
  int MAX_DEPTH = 32;

  Sliced slice(byte[] body, Format format);

  /** What the body is. */
  enum Format {
    /** One object or an array of objects. */
    JSON,
    /** One object a line; blank lines are skipped. */
    NDJSON
  }

  /** The items, or why there are none. */
  sealed interface Sliced {
    record Items(List<EventItem> items) implements Sliced {
      public Items {
        items = List.copyOf(items);
      }
    }

    /**
     * The body as a whole cannot be read.
     *
     * @param message says where (line and column), never what
     */
    record Malformed(String message) implements Sliced {}

    /** More than {@link #MAX_ITEMS}. */
    record TooMany() implements Sliced {}
  }
}
