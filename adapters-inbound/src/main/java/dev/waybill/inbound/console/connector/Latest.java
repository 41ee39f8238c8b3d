package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.OutboxView.Item;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.story.StoryPart;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Leads from a connector to the story of what it delivered last. */
final class Latest {
  private final Desk desk;
  private final OutboxView outbox;
  private final JsonCodec codec;

  Latest(Desk desk, OutboxView outbox, JsonCodec codec) {
    this.desk = desk;
    this.outbox = outbox;
    this.codec = codec;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(Desk.ONE + "/latest", visit -> desk.at(visit, this::delivered)));
  }

  private Answer delivered(Connector connector) {
    return outbox.events(connector.id(), Verdict.DELIVERED, null, 1).stream()
        .flatMap(page -> page.items().stream())
        .map(this::eventId)
        .filter(Objects::nonNull)
        .findFirst()
        .map(id -> Answer.moved(StoryPart.path(id)))
        .orElseGet(
            () ->
                Answer.moved(Desk.path(connector))
                    .saying(Flash.good("Nothing that it delivered is in the log any more.")));
  }

  private @Nullable String eventId(Item item) {
    var payload = item.payload();
    return payload != null && codec.read(payload).orElse(null) instanceof JsonObject event
        ? event.string("event_id")
        : null;
  }
}
