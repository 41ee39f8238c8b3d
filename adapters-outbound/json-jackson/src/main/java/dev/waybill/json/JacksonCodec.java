package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import java.util.Optional;

/** {@link JsonCodec}; what it cannot read at once is left to Jackson's streaming parser. */
public final class JacksonCodec implements JsonCodec {
  private static final int MAX_DEPTH = 200;

  @Override
  public Optional<Json> read(byte[] utf8) {
    var swift = SwiftReader.one(utf8, 0, utf8.length, MAX_DEPTH);
    return swift == null ? readByTokens(utf8) : Optional.of(swift);
  }

  static Optional<Json> readByTokens(byte[] utf8) {
    var reading = Streams.readOne(LoneSurrogates.blanked(utf8), 0, utf8.length, MAX_DEPTH);
    return reading.problem() == null ? Optional.ofNullable(reading.value()) : Optional.empty();
  }

  @Override
  public byte[] write(Json value) {
    return TreeWriter.bytes(value);
  }
}
