package dev.waybill.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.EarlierMappings;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.RequiredMembers;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.telemetry.Telemetry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewedRuntimesTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final ConnectorId CONNECTOR = new ConnectorId(4);

  private final ScriptedProvider provider = new ScriptedProvider();
  private final ScriptedDestination destination = new ScriptedDestination();
  private final DeliveredQuality quality = new DeliveredQuality(new SteppingClock(NOW));
  private final ReviewedRuntimes runtimes =
      new ReviewedRuntimes(
          (_, _) -> new Opened.Ready(runtime()),
          new Platforms(List.of(provider), new RequiredMembers()),
          quality,
          Telemetry.NONE);

  @BeforeEach
  void review() {
    provider.payloads(
        JsonText.object("{\"properties\": {\"email\": {}, \"ip\": {}, \"agent\": {}}}"),
        new PayloadReview() {
          @Override
          public List<MatchKey> matchKeys() {
            return List.of(
                MatchKey.at("email", "/email"),
                new MatchKey(
                    "ip_and_agent",
                    List.of(JsonPointer.parse("/ip"), JsonPointer.parse("/agent"))));
          }

          @Override
          public List<LintKind> kinds() {
            return List.of();
          }

          @Override
          public List<LintFinding> findings(OutboundEvent event) {
            return List.of(new LintFinding("mine", JsonPointer.ROOT, "Wanted another one."));
          }
        });
  }

  @Test
  void what_was_decided_is_counted_and_what_comes_again_is_not() {
    assertThat(quality.of(CONNECTOR)).isEmpty();
    var open = open();
    destination.next(
        Map.of(
            "a", new Outcome.Deferred(Outcome.Cause.TRANSIENT, "busy", "later", null),
            "b", new Outcome.Rejected("bad", "never")));
    deliver(
        open,
        event("a", "{\"email\": \"x\"}"),
        event("b", "{\"ip\": \"1\", \"nope\": 2}"),
        event("c", "{\"email\": \"y\", \"ip\": \"1\", \"agent\": \"z\"}"));
    deliver(open, event("a", "{\"email\": \"x\"}"));
    assertThat(quality.of(CONNECTOR))
        .contains(
            new ReadQuality.Report(
                NOW,
                new PayloadTally(
                    3,
                    Map.of("email", 2L, "ip_and_agent", 1L),
                    Map.of("mine", 3L, "unknown_field", 1L))));
  }

  @Test
  void of_a_large_delivery_an_even_sample_is_looked_at_and_in_the_end_every_place() {
    var open = open();
    var batch = IntStream.range(0, 1_000).mapToObj(ReviewedRuntimesTest::emailOnEveryTenth);
    var events = batch.toArray(OutboundEvent[]::new);
    deliver(open, events);
    assertThat(tally().events()).isEqualTo(100);
    for (int i = 1; i < 10; i++) {
      deliver(open, events);
    }
    assertThat(tally().events()).isEqualTo(1_000);
    assertThat(tally().identifiers()).containsEntry("email", 100L);
  }

  private static OutboundEvent emailOnEveryTenth(int i) {
    return event("e-" + i, i % 10 == 0 ? "{\"email\": \"x\"}" : "{}");
  }

  private PayloadTally tally() {
    return quality.of(CONNECTOR).orElseThrow().tally();
  }

  @Test
  void nothing_decided_is_nothing_counted() {
    destination.next(new Outcome.Blocked("40105", "bad token"));
    deliver(open(), event("a", "{}"));
    assertThat(quality.of(CONNECTOR)).isEmpty();
  }

  @Test
  void a_review_that_fails_takes_nothing_back_that_was_delivered() {
    provider.payloads(
        JsonObject.EMPTY,
        new PayloadReview() {
          @Override
          public List<MatchKey> matchKeys() {
            throw new IllegalStateException("broken");
          }

          @Override
          public List<LintKind> kinds() {
            return List.of();
          }

          @Override
          public List<LintFinding> findings(OutboundEvent event) {
            return List.of();
          }
        });
    var open = open();
    var report = open.destination().deliver(List.of(event("a", "{}")));
    assertThat(report.outcomes()).containsExactly(Outcome.ACCEPTED);
    assertThat(quality.of(CONNECTOR).orElseThrow().tally().findings())
        .containsEntry("review_failed", 1L);
  }

  @Test
  void kinds_without_end_are_counted_as_one() {
    for (int i = 0; i < 1_000; i++) {
      quality.add(CONNECTOR, new PayloadTally(1, Map.of(), Map.of("kind_" + i, 1L)));
    }
    var findings = quality.of(CONNECTOR).orElseThrow().tally().findings();
    assertThat(findings).hasSize(DeliveredQuality.MOST_KINDS + 1).containsEntry("other", 936L);
  }

  @Test
  void connectors_without_end_are_not_counted() {
    for (int i = 1; i <= DeliveredQuality.MOST_CONNECTORS + 1; i++) {
      quality.add(new ConnectorId(i), new PayloadTally(1, Map.of(), Map.of()));
    }
    assertThat(quality.of(new ConnectorId(1))).isPresent();
    assertThat(quality.of(new ConnectorId(DeliveredQuality.MOST_CONNECTORS + 1))).isEmpty();
  }

  @Test
  void the_destination_beneath_is_asked_for_all_it_can_be_asked() {
    var all =
        Arrays.stream(Destination.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    assertThat(all).hasSizeGreaterThan(4);
    assertThat(all)
        .allSatisfy(
            (Method method) ->
                assertThat(
                        ReviewedDestination.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass())
                    .isEqualTo(ReviewedDestination.class));
  }

  @Test
  void a_runtime_that_cannot_be_opened_stays_faulty() {
    var faulty = new Opened.Faulty(List.of());
    var reviewed =
        new ReviewedRuntimes(
            (_, _) -> faulty,
            new Platforms(List.of(provider), new RequiredMembers()),
            quality,
            Telemetry.NONE);
    assertThat(reviewed.open(registration(), Configuration.empty(Set.of()))).isEqualTo(faulty);
  }

  private ConnectorRuntime open() {
    var opened = runtimes.open(registration(), Configuration.empty(Set.of()));
    return ((Opened.Ready) opened).runtime();
  }

  private static Registration registration() {
    return new Registration(CONNECTOR, "shop", ScriptedProvider.TYPE, false, null, 1, 1, NOW);
  }

  private ConnectorRuntime runtime() {
    Mapping mapping = event -> new Mapping.Outcome.Mapped(JsonObject.EMPTY, List.of());
    return new ConnectorRuntime(
        destination,
        mapping,
        EventFilter.ALL,
        provider.spec().limits(),
        RateLimit.NONE,
        1,
        EarlierMappings.NONE);
  }

  private static void deliver(ConnectorRuntime runtime, OutboundEvent... events) {
    assertThat(runtime.destination().deliver(List.of(events)).outcomes()).hasSize(events.length);
  }

  private static OutboundEvent event(String id, String payload) {
    return new OutboundEvent(new EventId(id), EventSource.WEB, JsonText.object(payload));
  }
}
