package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.json.JacksonCodec;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One destination, open, before one scripted peer; knows what the peer has taken. */
final class TestBench implements AutoCloseable {
  final Dialect dialect;
  final ScriptedPeer peer;
  final Destination destination;
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();

  TestBench(Dialect dialect) {
    this.dialect = dialect;
    this.peer = new ScriptedPeer(this::take);
    this.destination = open(peer.uri());
  }

  Destination open(URI platform) {
    var installation = new HashMap<String, String>();
    dialect
        .provider()
        .spec()
        .installationSettings()
        .forEach((name, setting) -> installation.put(name, setting.defaultValue()));
    installation.putAll(dialect.installation(platform));
    return dialect
        .provider()
        .open(
            new DestinationConfiguration(dialect.settings(platform), dialect.credential()),
            new DestinationContext(
                new JacksonCodec(),
                InstantSource.system(),
                RandomGenerator.getDefault(),
                installation));
  }

  /** The reaction of a platform that is well. */
  Reaction take(Request request) {
    taken.addAll(dialect.eventIds(request));
    return new Reaction.Say(dialect.accepted(request));
  }

  /** Takes all but these, in an answer that says so. */
  Reaction takeExcept(Set<String> refused, Request request) {
    dialect.eventIds(request).stream().filter(id -> !refused.contains(id)).forEach(taken::add);
    return new Reaction.Say(dialect.acceptedExcept(refused, request).orElseThrow());
  }

  void answer(PeerAnswer answer) {
    peer.follow(_ -> new Reaction.Say(answer));
  }

  List<OutboundEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> dialect.event("event-" + i)).toList();
  }

  /** The ids the peer took, as often as it took them. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  /** Delivers, and holds the report against what must be true of every report. */
  DeliveryReport deliver(List<OutboundEvent> batch) {
    return deliver(destination, batch);
  }

  DeliveryReport deliver(Destination destination, List<OutboundEvent> batch) {
    var began = System.nanoTime();
    var report = destination.deliver(batch);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("every wait has a limit")
        .isLessThan(dialect.patience().plus(dialect.grace()));
    assertThat(report.outcomes())
        .as("one outcome for each event, in order")
        .hasSameSizeAs(batch)
        .doesNotContainNull();
    assertOnlyTheTakenAreAccepted(batch, report);
    assertCallsAreSound(batch, report);
    assertKeepsSecrets(report.toString(), batch);
    return report;
  }

  private void assertOnlyTheTakenAreAccepted(List<OutboundEvent> batch, DeliveryReport report) {
    var accepted =
        IntStream.range(0, batch.size())
            .filter(i -> report.outcomes().get(i) instanceof Outcome.Accepted)
            .mapToObj(i -> batch.get(i).id().value())
            .collect(Collectors.toSet());
    assertThat(taken)
        .as("accepted means that the platform said so, by its own word")
        .containsAll(accepted);
  }

  private static void assertCallsAreSound(List<OutboundEvent> batch, DeliveryReport report) {
    var covered = new TreeSet<Integer>();
    for (var call : report.calls()) {
      assertThat(call.events()).as("positions of a call").isNotEmpty().doesNotHaveDuplicates();
      assertThat(call.events()).allMatch(position -> position >= 0 && position < batch.size());
      assertThat(call.code()).as("code of a call").isNotBlank();
      assertThat(call.took().isNegative()).as("the time a call took is negative").isFalse();
      covered.addAll(call.events());
    }
    for (int i = 0; i < batch.size(); i++) {
      if (isOfACall(report.outcomes().get(i))) {
        assertThat(covered).as("a call is reported for each event that may be taken").contains(i);
      }
    }
  }

  private static boolean isOfACall(Outcome outcome) {
    return outcome instanceof Outcome.Accepted
        || (outcome instanceof Outcome.Deferred deferred && deferred.cause() == Cause.UNANSWERED);
  }

  /** Neither the credential nor what the events say is in what will be stored and shown. */
  void assertKeepsSecrets(String shown, List<OutboundEvent> batch) {
    assertKeepsCredential(shown);
    // Compared by hand, so that a failing test does not print the values either.
    var repeated = batch.stream().flatMap(event -> Payloads.values(event).stream());
    assertThat(repeated.anyMatch(shown::contains)).as("a value of a payload is shown").isFalse();
  }

  void assertKeepsCredential(String shown) {
    for (var name : dialect.credential().names()) {
      var secret = Objects.requireNonNull(dialect.credential().get(name)).reveal();
      assertThat(shown.contains(secret)).as("the secret %s is shown", name).isFalse();
    }
  }

  @Override
  public void close() {
    destination.close();
    peer.close();
  }
}
