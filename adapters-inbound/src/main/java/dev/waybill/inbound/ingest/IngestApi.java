package dev.waybill.inbound.ingest;

import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.EventSlicer.Format;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Items;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Malformed;
import dev.waybill.domain.ingest.EventSlicer.Sliced.TooMany;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.ingest.IngestEvents.Answer.Rejected;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.source.SourceId;
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

  public IngestApi(IngestEvents ingest, EventSlicer slicer, StorageRoom storage) {
    this.ingest = ingest;
    this.slicer = slicer;
    this.storage = storage;
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
    return request.withLargeBody(BODY_LIMIT, body -> take(source.get(), body, format.get()));
  }

  private static Optional<Format> format(String mediaType) {
    return switch (mediaType) {
      case "application/json" -> Optional.of(Format.JSON);
      case "application/x-ndjson" -> Optional.of(Format.NDJSON);
      default -> Optional.empty();
    };
  }

  private Reply take(SourceId source, byte[] body, Format format) {
    return switch (slicer.slice(body, format)) {
      case Malformed(var message) -> Refusals.malformed(message);
      case TooMany _ ->
          Refusals.tooLarge("A batch holds at most " + EventSlicer.MAX_ITEMS + " events.");
      case Items(var items) -> answer(ingest.ingest(source, items), isSingle(body, format));
    };
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
