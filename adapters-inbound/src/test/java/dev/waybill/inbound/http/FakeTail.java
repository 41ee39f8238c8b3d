package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of {@code src_1}, as a test fills it. */
public final class FakeTail implements EventTail {
  private final List<Arrived> events = new CopyOnWriteArrayList<>();

  /** One more event, with that verdict at {@code con_1}. */
  public void arrives(String eventId, Verdict verdict) {
    var payload =
        "{\"event\":\"Purchase\",\"event_id\":\"%s\",\"event_source\":\"web\",\"context\":{\"email\":\"p@x.y\"}}"
            .formatted(eventId);
    events.add(event(events.size() + 1, payload, verdict));
  }

  /** The event of that number, from 1, has that verdict now. */
  public void settles(int number, Verdict verdict) {
    var old = events.get(number - 1);
    events.set(number - 1, event(number, new String(old.payload(), UTF_8), verdict));
  }

  private static Arrived event(int number, String payload, Verdict verdict) {
    var code = verdict == Verdict.DEAD ? "40002" : null;
    var fate = new Fate(verdict, 1, code, null, FakeOutbox.NOW, null);
    return new Arrived(
        number,
        payload.getBytes(UTF_8),
        FakeOutbox.NOW,
        List.of(new Standing(new ConnectorId(1), "TikTok", fate)));
  }

  @Override
  public List<Arrived> newest(SourceId source, int limit) {
    return after(source, Math.max(0, events.size() - limit), limit);
  }

  @Override
  public List<Arrived> after(SourceId source, long seq, int limit) {
    return source.number() == 1
        ? events.stream().filter(event -> event.seq() > seq).limit(limit).toList()
        : List.of();
  }
}
