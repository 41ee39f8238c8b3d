package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the mapping is at fault, and when the event. */
class MappingFailuresTest {
  private final RelayBench bench = new RelayBench();
  private final ConnectorRelay relay = bench.take();

  MappingFailuresTest() {
    bench.batchEvents = 100;
  }

  @Test
  void sixteen_that_fail_alike_stop_the_connector_and_none_of_them_dies() {
    append(16);
    assertThat(pass(event -> unmappable(event, "/user", "required")))
        .isEqualTo(
            new Pass.Blocked(
                "mapping_failed_alike",
                "16 events could not be mapped for the same reason, and none could:"
                    + " /user: Wanted another than e-0."));
    assertThat(bench.outbox.settlements()).isEmpty();
    bench.ledgerIs(16, 0, 0, 0, 0, 0, 16);
    assertThat(Passes.pass(relay, bench.runtime())).as("put right").isEqualTo(new Pass.Worked());
    bench.ledgerIs(16, 16, 0, 0, 0, 0, 0);
  }

  @Test
  void fifteen_that_fail_alike_are_dead() {
    append(15);
    pass(event -> unmappable(event, "/user", "required"));
    bench.ledgerIs(15, 0, 15, 0, 0, 0, 0);
  }

  @Test
  void sixteen_that_fail_alike_are_dead_where_another_passes() {
    append(17);
    pass(only("e-16"::equals, event -> unmappable(event, "/user", "required")));
    bench.ledgerIs(17, 1, 16, 0, 0, 0, 0);
  }

  @Test
  void sixteen_that_fail_each_in_its_own_way_are_dead() {
    append(16);
    pass(event -> unmappable(event, "/" + event.string("event_id"), "required"));
    bench.ledgerIs(16, 0, 16, 0, 0, 0, 0);
  }

  @Test
  void fifteen_that_fail_alike_and_one_at_the_same_place_with_another_code_are_dead() {
    append(16);
    pass(event -> unmappable(event, "/user", "e-3".equals(event.string("event_id")) ? "b" : "a"));
    bench.ledgerIs(16, 0, 16, 0, 0, 0, 0);
  }

  @Test
  void some_that_fail_otherwise_do_not_hide_sixteen_that_fail_alike() {
    append(18);
    var first = List.of("e-0", "e-1");
    pass(
        event ->
            unmappable(event, first.contains(event.string("event_id")) ? "/a" : "/b", "required"));
    bench.ledgerIs(18, 0, 0, 0, 0, 0, 18);
  }

  @Test
  void a_mapping_that_throws_for_all_of_sixteen_stops_the_connector() {
    append(16);
    var blocked =
        pass(
            _ -> {
              throw new IllegalStateException("p@x.y");
            });
    assertThat(blocked)
        .isInstanceOfSatisfying(
            Pass.Blocked.class,
            it ->
                assertThat(it.message())
                    .endsWith("The mapping or the filter threw IllegalStateException."));
    bench.ledgerIs(16, 0, 0, 0, 0, 0, 16);
  }

  @Test
  void unwanted_events_neither_pass_nor_fail() {
    append(17);
    EventFilter filter = event -> !"e-0".equals(event.string("event_id"));
    Passes.pass(relay, bench.runtime(event -> unmappable(event, "/user", "required"), filter));
    bench.ledgerIs(17, 0, 0, 0, 0, 0, 17);
  }

  @Test
  void a_mapping_promoted_amid_a_delivery_can_stop_it_and_what_was_taken_stays_delivered() {
    append(17);
    Outcome ill = new Deferred(Cause.TRANSIENT, "500", "ill", null);
    bench.destination.next(batch -> report(batch.size(), ill));
    Passes.pass(relay, bench.runtime());
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass(event -> unmappable(event, "/user", "required")))
        .isInstanceOf(Pass.Blocked.class);
    bench.ledgerIs(17, 1, 0, 0, 0, 16, 0);
    Passes.pass(relay, bench.runtime());
    bench.ledgerIs(17, 17, 0, 0, 0, 0, 0);
  }

  private static DeliveryReport report(int size, Outcome outcome) {
    var outcomes =
        IntStream.range(0, size).mapToObj(i -> i == 0 ? Outcome.ACCEPTED : outcome).toList();
    return new DeliveryReport(outcomes, List.of());
  }

  private void append(int events) {
    IntStream.range(0, events).forEach(i -> bench.append("e-" + i));
  }

  private Pass pass(Mapping mapping) {
    return Passes.pass(relay, bench.runtime(mapping, EventFilter.ALL));
  }

  private static Mapping only(Predicate<String> good, Mapping otherwise) {
    return event ->
        good.test(String.valueOf(event.string("event_id")))
            ? new Mapping.Outcome.Mapped(event, List.of())
            : otherwise.apply(event);
  }

  private static Mapping.Outcome unmappable(JsonObject event, String pointer, String code) {
    var message = "Wanted another than " + event.string("event_id") + ".";
    var problem = Problem.at(JsonPointer.parse(pointer), code, message);
    return new Mapping.Outcome.Unmappable(List.of(problem));
  }
}
