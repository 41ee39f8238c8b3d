package dev.waybill.inbound.console.piece;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0 attempts", "1|1 attempt", "2|2 attempts", "1234|1,234 attempts"})
  void one_is_not_many(long count, String said) {
    assertThat(Figures.counted(count, "attempt")).isEqualTo(said);
    assertThat(Figures.events(count)).isEqualTo(said.replace("attempt", "event"));
  }
}
