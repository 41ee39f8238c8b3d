package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus can come true. */
class RulesTest {
  private static String expression(String alert) throws IOException {
    var rules =
        Files.readString(
            RunningPlatform.repository().resolve("docs/operations/prometheus-rules.yaml"));
    var found = Pattern.compile("alert: " + alert + "\\R\\s+expr: (.*)").matcher(rules);
    assertThat(found.find()).as(alert).isTrue();
    return found.group(1);
  }

  @Test
  void a_receiver_that_is_tried_once_an_hour_or_no_more_is_noticed() throws IOException {
    var expression = expression("WaybillAlertsNotTaken");
    var tried =
        Pattern.compile("result=\"not_now\"}\\[(\\d+)h]\\)\\) > (\\d+)").matcher(expression);
    assertThat(tried.find()).as(expression).isTrue();
    assertThat(Integer.parseInt(tried.group(1)))
        .as("attempts within the window, one an hour")
        .isGreaterThan(Integer.parseInt(tried.group(2)));
    assertThat(expression).as("refused for good, once").containsPattern("result=\"never\"[^>]*> 0");
  }

  @Test
  void a_dead_share_is_of_what_is_settled_and_retries_do_not_make_it_enough() throws IOException {
    assertThat(expression("WaybillDeadShare"))
        .containsPattern(
            "and sum\\(increase\\([^)]*delivered\\|dead\\|expired[^)]*\\)\\)[^>]*>= 20");
  }

  @Test
  void a_ledger_that_does_not_balance_is_noticed_by_whatever_finds_it() throws IOException {
    assertThat(expression("WaybillLedgerRemainder"))
        .contains(
            "waybill_ledger_unexplained_events",
            "or max(waybill_ledger_differences) > 0",
            "or max(waybill_degraded{kind=\"ledger\"}) > 0");
  }
}
