package dev.waybill.domain.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void what_is_well_formed_is_read_and_written_as_it_was() {
    var read = Traceparent.parse(TEXT).orElseThrow();
    assertThat(read.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(read.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(read.sampled()).isTrue();
    assertThat(read).hasToString(TEXT);
    assertThat(Traceparent.parse(TEXT.replace("-01", "-00")).orElseThrow().sampled()).isFalse();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "visitor@shop.example"
      })
  void anything_else_is_none(String text) {
    assertThat(Traceparent.parse(text)).isEmpty();
  }
}
