package dev.waybill.domain.ingest;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSchema;
import dev.waybill.domain.event.EventSchema.Checked;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.Sources;
import dev.waybill.domain.source.WriteKeyText;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks, stores and answers, in that order: an event is acknowledged after its commit or not at
 * all.
 */
public final class EventIntake implements IngestEvents {
  private final Sources sources;
  private final EventLog log;
  private final Rejections rejections;
  private final EventSchema schema;
  private final JsonCodec json;
  private final InstantSource clock;
  private final AppendListener listener;
  private final Telemetry telemetry;

  public EventIntake(
      Sources sources,
      EventLog log,
      Rejections rejections,
      JsonCodec json,
      InstantSource clock,
      AppendListener listener,
      Telemetry telemetry) {
    this.sources = sources;
    this.log = log;
    this.rejections = rejections;
    this.schema = new EventSchema(clock);
    this.json = json;
    this.clock = clock;
    this.listener = listener;
    this.telemetry = telemetry;
  }

  @Override
  public Optional<SourceId> opens(Secret writeKey) {
    return sources.openedBy(WriteKeyText.hash(writeKey));
  }

  @Override
  public List<Answer> ingest(SourceId source, List<EventItem> items) {
    var checked = items.stream().map(this::check).toList();
    var appended = append(source, checked);
    var answers = answers(checked, appended);
    keepRejections(source, items, answers);
    telemetry.ingested(source, answers);
    return answers;
  }

  private Checked check(EventItem item) {
    return switch (item) {
      case EventItem.Parsed(var body) -> schema.check(body);
      case EventItem.Unreadable(var problem) -> new Checked.Invalid(List.of(problem));
    };
  }

  private List<Appended> append(SourceId source, List<Checked> checked) {
    var events = new ArrayList<NewEvent>(checked.size());
    for (var one : checked) {
      if (one instanceof Checked.Valid(var event)) {
        events.add(newEvent(source, event));
      }
    }
    if (events.isEmpty()) {
      return List.of();
    }
    var appended = log.append(events);
    listener.appended(source);
    return appended;
  }

  private NewEvent newEvent(SourceId source, Event event) {
    var key = EventKey.of(source, event.source(), event.name(), event.id());
    return new NewEvent(source, key, json.write(event.body()), event.occurrence());
  }

  private static List<Answer> answers(List<Checked> checked, List<Appended> appended) {
    var answers = new ArrayList<Answer>(checked.size());
    var next = appended.iterator();
    for (var one : checked) {
      answers.add(
          switch (one) {
            case Checked.Valid(var event) ->
                switch (next.next()) {
                  case ACCEPTED -> new Answer.Accepted(event.id());
                  case DUPLICATE -> new Answer.Duplicate(event.id());
                };
            case Checked.Invalid(var problems) -> new Answer.Rejected(problems);
          });
    }
    return answers;
  }

  private void keepRejections(SourceId source, List<EventItem> items, List<Answer> answers) {
    var kept = new ArrayList<Rejection>();
    for (int i = 0; i < items.size(); i++) {
      if (answers.get(i) instanceof Answer.Rejected(var problems)) {
        kept.add(rejection(items.get(i), problems.getFirst()));
      }
    }
    if (!kept.isEmpty()) {
      var last = kept.subList(Math.max(0, kept.size() - Rejections.KEPT), kept.size());
      keep(source, last);
    }
  }

  /** They are for looking at; what was committed is acknowledged without them. */
  private void keep(SourceId source, List<Rejection> last) {
    try {
      rejections.keep(source, last);
    } catch (RuntimeException _) {
      telemetry.rejectionsLost(source, last.size());
    }
  }

  private Rejection rejection(EventItem item, Problem first) {
    var name =
        item instanceof EventItem.Parsed(var body) ? EventSchema.nameOf(body).orElse(null) : null;
    return new Rejection(
        clock.instant(), first.pointer().toString(), first.code(), first.message(), name);
  }
}
