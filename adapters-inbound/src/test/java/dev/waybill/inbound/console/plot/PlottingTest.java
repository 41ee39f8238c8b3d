package dev.waybill.inbound.console.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlottingTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final List<Instant> MOMENTS =
      List.of(NOON, NOON.plusSeconds(60), NOON.plusSeconds(120));

  private static Plotting counts() {
    return Plotting.counts("p", "Things", "per minute", MOMENTS);
  }

  @Test
  void areas_lie_on_one_another_and_the_axis_ends_at_a_round_number() {
    var plot =
        counts()
            .stacked(
                List.of(
                    new Series("a", 1, List.of(1.0, 2.0, 3.0)),
                    new Series("b", 2, List.of(1.0, 1.0, 4.0))));
    assertThat(plot.levels()).extracting(Plot.Tick::label).containsExactly("0", "2", "4", "6", "8");
    assertThat(plot.shapes())
        .extracting(Plot.Shape::path)
        .containsExactly(
            "M52.0 172.8L386.0 149.5L720.0 126.3L720.0 196.0L386.0 196.0L52.0 196.0Z",
            "M52.0 149.5L386.0 126.3L720.0 33.3L720.0 126.3L386.0 149.5L52.0 172.8Z");
    assertThat(plot.legend()).extracting(Plot.Entry::total).containsExactly("6", "6");
  }

  @Test
  void levels_of_counts_are_whole_numbers_and_nothing_at_all_can_be_plotted() {
    var plot = counts().stacked(List.of(new Series("a", 1, List.of(0.0, 0.0, 0.0))));
    assertThat(plot.levels()).extracting(Plot.Tick::label).containsExactly("0", "1");
    assertThat(plot.isEmpty()).as("bands without height are nothing to see").isTrue();
    assertThat(counts().stacked(List.of()).isEmpty()).isTrue();
    assertThat(
            counts().lines(List.of(new Series("a", 1, List.of(0.0, Double.NaN, 0.0))), List.of()))
        .matches(Plot::isEmpty);
    assertThat(counts().stacked(List.of(new Series("a", 1, List.of(0.0, 1.0, 0.0)))))
        .matches(any -> !any.isEmpty());
  }

  @Test
  void a_line_is_broken_where_nothing_is_known_and_a_single_moment_is_a_dot() {
    var plot =
        counts()
            .lines(
                List.of(new Series("p50", 1, List.of(1.0, Double.NaN, 2.0))),
                List.of(new Plotting.Mark("limit", 4)));
    assertThat(plot.shapes().getLast().css()).isEqualTo("dots stroke-1");
    assertThat(plot.shapes().getLast().path()).startsWith("M52.0").contains("M720.0", "h.01");
    assertThat(plot.marks()).containsExactly(new Plot.Tick(10, "limit"));
    assertThat(plot.description()).endsWith(" Line at 4: limit.");
    assertThat(plot.rows().get(1).cells()).containsExactly("–");
  }

  @Test
  void who_cannot_see_it_is_told_the_same() {
    var plot = counts().stacked(List.of(new Series("a", 1, List.of(1.0, 2.0, 3.0))));
    assertThat(plot.description())
        .isEqualTo("Things from 2026-01-02 12:00:00 UTC to 2026-01-02 12:02:00 UTC. a: 6 in all.");
    assertThat(plot.rows())
        .extracting(Plot.Row::label)
        .containsExactly("02 Jan 12:00", "02 Jan 12:01", "02 Jan 12:02");
  }
}
