package dev.waybill.inbound.http;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.ingest.EventItem;
import dev.waybill.domain.ingest.EventItem.Parsed;
import dev.waybill.domain.ingest.EventItem.Unreadable;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes every object with an {@code event_id}, each id once. */
public final class FakeIngest implements IngestEvents {
  public static final String WRITE_KEY = "wk_test_opens_source_one";

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  public final List<EventItem> taken = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch arrivals = new CountDownLatch(0);

  public void goAway() {
    away = true;
  }

  /** The next requests wait inside until the gate opens. */
  public CountDownLatch hold(int requests) {
    arrivals = new CountDownLatch(requests);
    gate = new CountDownLatch(1);
    return gate;
  }

  public void awaitArrivals() throws InterruptedException, IOException {
    if (!arrivals.await(20, TimeUnit.SECONDS)) {
      throw new IOException("the requests did not arrive in time");
    }
  }

  @Override
  public Optional<SourceId> opens(Secret writeKey) {
    return writeKey.reveal().equals(WRITE_KEY) ? Optional.of(new SourceId(1)) : Optional.empty();
  }

  @Override
  public List<Answer> ingest(SourceId source, List<EventItem> items) {
    if (away) {
      throw new StoreUnavailableException("no connection", new IOException("refused"));
    }
    arrivals.countDown();
    waitAtTheGate();
    taken.addAll(items);
    return items.stream().map(this::answer).toList();
  }

  private void waitAtTheGate() {
    try {
      if (!gate.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gate stayed shut");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer answer(EventItem item) {
    return switch (item) {
      case Unreadable(var problem) -> new Answer.Rejected(List.of(problem));
      case Parsed(var body) -> answer(body);
    };
  }

  private Answer answer(JsonObject body) {
    var id = body.string("event_id");
    if (id == null) {
      return new Answer.Rejected(
          List.of(Problem.at(JsonPointer.ROOT.at("event_id"), "required", "It is missing.")));
    }
    return seen.add(id)
        ? new Answer.Accepted(new EventId(id))
        : new Answer.Duplicate(new EventId(id));
  }
}
