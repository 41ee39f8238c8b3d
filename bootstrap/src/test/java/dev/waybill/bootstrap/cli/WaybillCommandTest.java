package dev.waybill.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WaybillCommandTest {
  @Test
  void a_bug_shows_where_and_not_what_it_choked_on() {
    var told = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(told, true, UTF_8));
    try {
      var failure = new IllegalArgumentException("invalid header value: s3cret");
      assertThat(WaybillCommand.tell(new IllegalStateException("s3cret", failure))).isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(UTF_8))
        .contains("java.lang.IllegalArgumentException", "WaybillCommandTest.a_bug_shows_where")
        .doesNotContain("s3cret");
  }
}
