package dev.waybill.destination.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTTP answer the scripted peer gives. */
public record PeerAnswer(int status, Map<String, String> headers, String body) {
  public PeerAnswer {
    headers = Map.copyOf(headers);
  }

  public static PeerAnswer json(int status, String body) {
    return new PeerAnswer(status, Map.of("Content-Type", "application/json"), body);
  }

  public static PeerAnswer html(int status) {
    return new PeerAnswer(
        status,
        Map.of("Content-Type", "text/html"),
        "<html><head><title>Bad gateway</title></head><body>nginx</body></html>");
  }

  public PeerAnswer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new PeerAnswer(status, more, body);
  }

  /** HTTP 200, and nothing in it that a platform with a verdict of its own could have meant. */
  public static List<PeerAnswer> garbles() {
    return List.of(
        html(200),
        json(200, ""),
        json(200, "{\"code\":0,\"mess"),
        json(200, "[]"),
        json(200, "\"OK\""),
        json(200, "null"),
        json(200, "{}"),
        json(200, "{\"code\":true,\"message\":[],\"data\":\"\"}"),
        json(200, "{\"code\":{\"code\":0},\"message\":\"OK\"}"),
        json(200, "{\"code\":0.5,\"message\":\"OK\"}"));
  }
}
