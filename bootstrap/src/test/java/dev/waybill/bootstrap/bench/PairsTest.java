package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairsTest {
  @Test
  void neighbours_are_compared_and_the_middle_counts() {
    var pairs = new Pairs();
    pairs.add(100, 90);
    pairs.add(10, 10);
    pairs.add(50, 20);
    assertThat(pairs.medianRatio()).isEqualTo(0.9);
  }

  @Test
  void the_middle_of_two_lies_between_them() {
    var pairs = new Pairs();
    pairs.add(100, 80);
    pairs.add(100, 100);
    assertThat(pairs.medianRatio()).isEqualTo(0.9);
  }
}
