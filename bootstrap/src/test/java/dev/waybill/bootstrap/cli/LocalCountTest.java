package dev.waybill.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.json.JacksonCodec;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code ./waybill ledger verify} shows of a count on its own database. */
class LocalCountTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<LedgerAudit.Difference> differences = List.of();

  @Command
  private static final class Options {
    @Mixin private final ClientOptions client = new ClientOptions();
  }

  private int count(boolean terminal, String... arguments) {
    var here =
        new Surroundings(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            new JacksonCodec(),
            InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z")),
            _ -> {});
    var options = new Options();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return new LocalCount(here, options.client).run(new HalfwayAudit());
  }

  @Test
  void each_difference_is_a_line_and_the_count_ends_with_1() {
    differences = List.of(new LedgerAudit.Difference("con_3 lane_1", "calls", 2, 1));
    assertThat(count(false)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "con_3 lane_1: calls: expected 2, found 1",
            "1 differences in 7 events of 1 sources and 5 settlements of 3 lanes");
  }

  @Test
  void with_json_it_is_the_document_of_the_api() {
    differences = List.of(new LedgerAudit.Difference("con_3 lane_1", "calls", 2, 1));
    assertThat(count(false, "-o", "json")).isEqualTo(1);
    assertThat(out.toString().replaceAll("\\s+", ""))
        .isEqualTo(
            """
            {"state":"done","started_at":"2026-05-01T12:00:00Z","took_ms":0,"events":7,\
            "settlements":5,"differences":[{"where":"con_3lane_1","what":"calls","expected":2,\
            "found":1}]}""");
  }

  @Test
  void a_terminal_sees_a_bar_that_is_taken_away() {
    assertThat(count(true)).isZero();
    assertThat(err.toString())
        .startsWith("\r[###############...............] 50 %  2 of 4")
        .endsWith(" \r");
    assertThat(out.toString()).startsWith("0 differences in 7 events");
  }

  @Test
  void where_nobody_looks_no_bar_is_drawn() {
    assertThat(count(false)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  private final class HalfwayAudit implements LedgerAudit {
    @Override
    public Report verify(int newest) {
      return new Report(1, 3, 7, 5, differences);
    }

    @Override
    public Report verify(int newest, Progress progress) {
      progress.at(2, 4);
      return verify(newest);
    }
  }
}
