package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessCountersTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void this_process_has_used_time_and_memory() {
    assertThat(ProcessCounters.cpuSeconds(SELF)).isPositive();
    assertThat(ProcessCounters.cpuSecondsWithChildren(SELF))
        .isGreaterThanOrEqualTo(ProcessCounters.cpuSeconds(SELF) - 0.5);
    assertThat(ProcessCounters.peakResidentMib(SELF)).isPositive();
  }

  @Test
  void the_time_of_a_child_that_ended_is_counted_with_its_parent() throws Exception {
    double before = ProcessCounters.cpuSecondsWithChildren(SELF);
    double own = ProcessCounters.cpuSeconds(SELF);
    var child =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").start();
    assertThat(child.waitFor()).isZero();
    double children =
        ProcessCounters.cpuSecondsWithChildren(SELF)
            - before
            - (ProcessCounters.cpuSeconds(SELF) - own);
    assertThat(children).isGreaterThan(0.05);
  }

  @Test
  void a_process_that_is_gone_has_used_nothing_and_has_no_parent() {
    long gone = 4_000_000_000L;
    assertThat(ProcessCounters.cpuSeconds(gone)).isZero();
    assertThat(ProcessCounters.parent(gone, "postgres")).isEmpty();
    assertThat(ProcessCounters.peakResidentMib(gone)).isZero();
  }

  @Test
  void a_process_of_another_name_is_not_taken_for_the_database() {
    assertThat(ProcessCounters.parent(SELF, "postgres")).isEmpty();
    assertThat(ProcessCounters.parent(SELF, "java")).isPresent();
  }
}
