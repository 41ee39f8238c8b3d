package dev.waybill.tiktok;

import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.event.EventSource;
import java.util.ArrayList;
import java.util.List;

/** What a probe has found out so far: one line on the token, and lines for each source id. */
final class Evidence {
  private static final String TOKEN = "token";

  private final List<Finding> token = new ArrayList<>();
  private final List<Finding> lines = new ArrayList<>();

  Evidence token(Result result, String detail) {
    token.add(new Finding(TOKEN, result, detail));
    return this;
  }

  Evidence permission(EventSource source, Result result, String detail) {
    lines.add(new Finding("permission." + source.wire(), result, detail));
    return this;
  }

  Evidence testEvent(EventSource source, Result result, String detail) {
    lines.add(new Finding("test_event." + source.wire(), result, detail));
    return this;
  }

  /**
   * The line on the token first: what says most about it, since every answer was about one token.
   */
  List<Finding> findings() {
    var all = new ArrayList<Finding>();
    for (var result : List.of(Result.FAILED, Result.PASSED, Result.UNKNOWN)) {
      if (all.isEmpty()) {
        token.stream().filter(line -> line.result() == result).limit(1).forEach(all::add);
      }
    }
    if (all.isEmpty()) {
      all.add(new Finding(TOKEN, Result.UNKNOWN, "Not checked: no source id could be asked for."));
    }
    all.addAll(lines);
    return List.copyOf(all);
  }
}
