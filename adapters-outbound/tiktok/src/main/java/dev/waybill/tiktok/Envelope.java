package dev.waybill.tiktok;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code event/track}: what all its events share, around events already written. */
final class Envelope {
  static final int MAX_EVENTS = 1_000;
  static final int MAX_BYTES = 1_000_000;

  private static final byte[] END = {']', '}'};

  private final byte[] head;

  Envelope(EventSource source, String sourceId, @Nullable String testEventCode, JsonCodec json) {
    var text = new StringBuilder("{");
    member(text, "event_source", source.wire(), json);
    member(text, "event_source_id", sourceId, json);
    if (testEventCode != null) {
      member(text, "test_event_code", testEventCode, json);
    }
    head = text.append("\"data\":[").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void member(StringBuilder text, String name, String value, JsonCodec json) {
    text.append('"').append(name).append("\":");
    text.append(new String(json.write(Json.of(value)), StandardCharsets.UTF_8)).append(',');
  }

  byte[] around(List<byte[]> events) {
    var body = new ByteArrayOutputStream(size(events));
    body.writeBytes(head);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(events.get(i));
    }
    body.writeBytes(END);
    return body.toByteArray();
  }

  private int size(List<byte[]> events) {
    return head.length + END.length + events.stream().mapToInt(event -> event.length + 1).sum();
  }

  /**
   * Cuts positions of a batch into calls within TikTok's limits. An event too large by itself has a
   * call of its own.
   *
   * @param most events in a call, at least 1 and at most {@link #MAX_EVENTS}
   */
  List<List<Integer>> calls(List<Integer> positions, List<byte[]> events, int most) {
    var calls = new ArrayList<List<Integer>>();
    var call = new ArrayList<Integer>();
    int empty = head.length + END.length;
    int bytes = empty;
    for (int position : positions) {
      int more = events.get(position).length + 1;
      if (!call.isEmpty() && (call.size() == most || bytes + more > MAX_BYTES)) {
        calls.add(List.copyOf(call));
        call.clear();
        bytes = empty;
      }
      call.add(position);
      bytes += more;
    }
    calls.add(List.copyOf(call));
    return calls;
  }
}
