package dev.waybill.domain.json;

import java.util.Optional;

/** Between bytes and {@link Json}. Safe for use by many threads. */
public interface JsonCodec {
  /**
   * Reads one JSON value from UTF-8. Empty when the bytes are not exactly one well-formed value,
   * repeat a member name in one object, nest deeper than 200, or hold text that is not valid
   * Unicode.
   */
  Optional<Json> read(byte[] utf8);

  /** Writes compact UTF-8; numbers in plain notation, members in their order. */
  byte[] write(Json value);
}
