package dev.waybill.inbound.ingest;

import dev.waybill.domain.ingest.EventItem;
import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.EventSlicer.Format;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Items;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Malformed;
import dev.waybill.domain.ingest.EventSlicer.Sliced.TooMany;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.ingest.IngestEvents.Answer.Rejected;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Traceparent;
import dev.waybill.domain.telemetry.Tracing;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/events}. A write key opens this call and nothing else. */
public final class IngestApi implements Endpoints {
  static final int BODY_LIMIT = 8 * 1024 * 1024;

  private final IngestEvents ingest;
  private final EventSlicer slicer;
  private final StorageRoom storage;
  private final Tracing tracing;

  public IngestApi(IngestEvents ingest, EventSlicer slicer, StorageRoom storage, Tracing tracing) {
    this.ingest = ingest;
    this.slicer = slicer;
    this.storage = storage;
    this.tracing = tracing;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/v1/events", this::post));
  }

  private Reply post(Request request) throws IOException {
    var source = request.bearer().flatMap(ingest::opens);
    if (source.isEmpty()) {
      return Refusals.unauthorized("Wanted a source's write key as Authorization: Bearer.");
    }
    if (!storage.isLeft()) {
      return Refusals.storageFull();
    }
    var format = format(request.mediaType());
    if (format.isEmpty()) {
      return Refusals.unsupportedType(
          "Content-Type: wanted application/json or application/x-ndjson.");
    }
    return request.withLargeBody(
        BODY_LIMIT, body -> take(request, source.get(), body, format.get()));
  }

  private static Optional<Format> format(String mediaType) {
    return switch (mediaType) {
      case "application/json" -> Optional.of(Format.JSON);
      case "application/x-ndjson" -> Optional.of(Format.NDJSON);
      default -> Optional.empty();
    };
  }

  private Reply take(Request request, SourceId source, byte[] body, Format format) {
    return switch (slicer.slice(body, format)) {
      case Malformed(var message) -> Refusals.malformed(message);
      case TooMany _ ->
          Refusals.tooLarge("A batch holds at most " + EventSlicer.MAX_ITEMS + " events.");
      case Items(var items) -> answer(take(request, source, items), isSingle(body, format));
    };
  }

  private List<IngestEvents.Answer> take(Request request, SourceId source, List<EventItem> items) {
    var sender = request.header(Traceparent.NAME).flatMap(Traceparent::parse);
    var intake = tracing.begin(source, sender);
    try {
      var context = intake.context();
      return ingest.ingest(
          source, context.isEmpty() ? items : traced(items, context.get().toString()));
    } finally {
      intake.end(items.size());
    }
  }

  /** What an event says of its own trace goes before what the request says. */
  private static List<EventItem> traced(List<EventItem> items, String context) {
    return items.stream()
        .map(
            item ->
                item instanceof EventItem.Parsed(var body) && body.get(Traceparent.NAME) == null
                    ? new EventItem.Parsed(body.with(Traceparent.NAME, Json.of(context)))
                    : item)
        .toList();
  }

  private static Reply answer(List<IngestEvents.Answer> answers, boolean single) {
    if (single && answers.getFirst() instanceof Rejected(var problems)) {
      return Refusals.invalid("The event was rejected.", problems);
    }
    return Reply.json(202, AnswerJson.of(answers));
  }

  /** Whether the body is one event by itself rather than a batch that happens to have one. */
  private static boolean isSingle(byte[] body, Format format) {
    return format == Format.JSON && firstVisible(body) != '[';
  }

  private static byte firstVisible(byte[] body) {
    int i = 0;
    while (body[i] == ' ' || body[i] == '\t' || body[i] == '\r' || body[i] == '\n') {
      i++;
    }
    return body[i];
  }
}
