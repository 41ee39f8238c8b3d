package dev.waybill.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.tiktok.TikTokCode.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The calls of one batch; each event is written once, however often it is sent. */
final class TikTokDelivery {
  private final List<Parcel> parcels;
  private final List<byte[]> events;
  private final TikTokSettings settings;
  private final Tracker tracker;
  private final CallSize size;
  private final DestinationContext context;
  private final Halving halving;
  private final List<Call> calls = new ArrayList<>();
  private int smallestRefused = Integer.MAX_VALUE;
  private boolean outOfCalls;

  TikTokDelivery(
      List<Parcel> parcels,
      TikTokSettings settings,
      Tracker tracker,
      CallSize size,
      DestinationContext context) {
    this.parcels = parcels;
    this.events = parcels.stream().map(parcel -> context.json().write(parcel.event())).toList();
    this.settings = settings;
    this.tracker = tracker;
    this.size = size;
    this.context = context;
    this.halving = new Halving(parcels.size());
  }

  DeliveryReport run() {
    var refused = new ArrayList<Integer>();
    var groups = new TreeMap<Parcel.Group, List<Integer>>();
    for (int i = 0; i < parcels.size(); i++) {
      var parcel = parcels.get(i);
      var positions =
          parcel.refusal() == null
              ? groups.computeIfAbsent(parcel.group(), _ -> new ArrayList<>())
              : refused;
      positions.add(i);
    }
    refuse(refused);
    groups.forEach(this::send);
    if (outOfCalls && smallestRefused < Integer.MAX_VALUE) {
      size.interrupted(smallestRefused);
    } else {
      size.grow();
    }
    return new DeliveryReport(halving.outcomes(), calls);
  }

  private void refuse(List<Integer> positions) {
    if (!positions.isEmpty()) {
      halving.send(List.of(positions), some -> new Answer.Settled(refusals(some)));
    }
  }

  private List<Outcome> refusals(List<Integer> positions) {
    return positions.stream()
        .<Outcome>map(position -> Objects.requireNonNull(parcels.get(position).refusal()))
        .toList();
  }

  private void send(Parcel.Group group, List<Integer> positions) {
    var id = settings.sourceIds().get(group.source());
    if (id == null) {
      halving.send(List.of(positions), _ -> nowhereToGo(group));
      return;
    }
    var envelope = new Envelope(group.source(), id, group.testEventCode(), context.json());
    halving.send(
        envelope.calls(positions, events, size.most()),
        some -> noted(call(group, envelope, some), some.size()));
  }

  private Answer noted(Answer answer, int events) {
    if (answer instanceof Answer.Refused && events > 1) {
      smallestRefused = Math.min(smallestRefused, events);
    }
    outOfCalls |=
        answer instanceof Answer.Stopped(Outcome.Deferred(var cause, _, _, _), _)
            && cause == Outcome.Cause.THROTTLE;
    return answer;
  }

  private static Answer nowhereToGo(Parcel.Group group) {
    return new Answer.Stopped(
        new Outcome.Blocked(
            "no_event_source_id",
            "The connector has no id for " + group.source().wire() + " events."),
        Reach.GROUP);
  }

  private Answer call(Parcel.Group group, Envelope envelope, List<Integer> positions) {
    var body = envelope.around(positions.stream().map(events::get).toList());
    var first = once(body, positions);
    var answer =
        first instanceof Said(var said) && said.meaning() == Meaning.ONCE_MORE
            ? once(body, positions)
            : first;
    return switch (answer) {
      case NoRoom(var deferred) -> new Answer.Stopped(deferred, Reach.DELIVERY);
      case Said(var said) when isOwnTestCodeRefused(group, said) ->
          Answer.settled(positions, new Outcome.Rejected(said.code(), said.message()));
      case Said(var said) -> hinted(Verdict.of(said, positions), said.refusal().value(), positions);
    };
  }

  /** A value that only one event of the call holds names that event. */
  private Answer hinted(Answer answer, @Nullable String value, List<Integer> positions) {
    if (!(answer instanceof Answer.Refused(var alone, var suspect))
        || suspect != null
        || value == null) {
      return answer;
    }
    var holders =
        IntStream.range(0, positions.size())
            .filter(i -> new String(events.get(positions.get(i)), UTF_8).contains(value))
            .limit(2)
            .toArray();
    return holders.length == 1 ? new Answer.Refused(alone, holders[0]) : answer;
  }

  /** A code that came with the events is their own fault, and one of the settings is not. */
  private boolean isOwnTestCodeRefused(Parcel.Group group, TikTokAnswer answer) {
    return answer.refusal().field() == Refusal.Field.TEST_EVENT_CODE
        && !Objects.equals(group.testEventCode(), settings.testEventCode());
  }

  /** What came of one attempt at a call. */
  private sealed interface Attempt {}

  private record Said(TikTokAnswer answer) implements Attempt {}

  private record NoRoom(Outcome.Deferred deferred) implements Attempt {}

  private Attempt once(byte[] body, List<Integer> positions) {
    var began = context.clock().instant();
    var noRoom = tracker.admit(began);
    if (noRoom != null) {
      return new NoRoom(noRoom);
    }
    var answer = tracker.track(body);
    calls.add(
        new Call(
            positions,
            answer.status(),
            answer.code(),
            answer.message(),
            answer.requestId(),
            began,
            Duration.between(began, context.clock().instant())));
    return new Said(answer);
  }
}
