package dev.waybill.inbound.http;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.audit.Actor;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.OutboxView.Story;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.story.ExplainEvents;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Knows the event {@code order/1 é}: connector 1 delivered it, and at connector 2 it is as told.
 */
public final class FakeExplanations implements ExplainEvents {
  private final List<String> uncoveredBy = new ArrayList<>();
  private volatile boolean away;
  private volatile Fate second =
      new Fate(
          Verdict.DEAD, 2, "40002", "Invalid value.", FakeOutbox.NOW.minusSeconds(3_600), null);

  /** Who uncovered something, in the order they did. */
  public synchronized List<String> uncoveredBy() {
    return List.copyOf(uncoveredBy);
  }

  public void takeAway() {
    away = true;
  }

  /** What becomes of the event at connector 2. */
  public void let(Fate fate) {
    second = fate;
  }

  @Override
  public List<Explained> masked(EventId id) {
    return told(id, "***");
  }

  @Override
  public synchronized List<Explained> revealed(EventId id) {
    uncoveredBy.add(Actor.current().name());
    return told(id, "p@x.y");
  }

  private List<Explained> told(EventId id, String email) {
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
    if (!id.value().equals("order/1 é")) {
      return List.of();
    }
    var received =
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_source", "web")
            .put("context", JsonObject.builder().put("email", email).build())
            .build();
    var first = new Fate(Verdict.DELIVERED, 1, null, null, FakeOutbox.NOW, null);
    var story =
        new Story(
            new SourceId(1),
            7,
            new EventKey(1, 2),
            new byte[0],
            FakeOutbox.NOW.minusSeconds(7_200),
            List.of());
    return List.of(
        new Explained(
            story,
            received,
            List.of(passage(1, "TikTok", first, email), passage(2, "<b>Till</b>", second, email))));
  }

  private static Passage passage(int connector, String name, Fate fate, String email) {
    var call =
        new SettledCall(
            List.of(7L),
            200,
            "40002",
            "Invalid value.",
            "req-1",
            FakeOutbox.NOW.minusSeconds(7_199),
            Duration.ofMillis(180));
    return new Passage(
        new Chapter(new ConnectorId(connector), name, fate, List.of(call)),
        new Making.Made(
            Admission.WANTED,
            List.of(
                new RuleLine(
                    JsonPointer.parse("/user/email"),
                    "path",
                    JsonPointer.parse("/context/email"),
                    List.of("email", "sha256"),
                    Json.of(email))),
            List.of(),
            new OutboundRequest(
                "POST",
                URI.create("https://x.example/track"),
                Map.of("Access-Token", "***"),
                JsonObject.builder().put("email", email).build()),
            List.of(
                new LintFinding(
                    "missing_click_id", JsonPointer.parse("/user"), "Send the click id."))));
  }
}
