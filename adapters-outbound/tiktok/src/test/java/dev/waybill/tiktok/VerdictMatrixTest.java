package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.http.HttpPeer.Reply;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every code, under every status, in good bodies and in broken ones. */
class VerdictMatrixTest {
  private static final List<Integer> STATUSES = List.of(200, 400, 401, 403, 429, 500);

  private static final Map<Integer, String> WITHOUT_A_CODE =
      Map.of(
          200, "unanswered",
          400, "rejected",
          401, "blocked",
          403, "blocked",
          429, "throttle",
          500, "unanswered");

  /** As many ways to say it as a reader may have to bear; %d is the code. */
  private static final List<String> GOOD =
      List.of(
          "{\"code\":%d,\"message\":\"so\",\"request_id\":\"20260924AB\",\"data\":{}}",
          "{\"code\":\"%d\",\"message\":\"so\"}",
          "{\"data\":{\"code\":0},\"message\":\"so\",\"code\":%d}",
          " {\"code\": %d}\n",
          "{\"code\":%d,\"message\":{\"text\":[\"so\"]},\"request_id\":17,\"data\":[]}",
          "{\"code\":%d.0,\"message\":null,\"request_id\":null,\"data\":null,\"more\":{}}");

  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "OK",
          "<html><body>{\"code\":%d}</body></html>",
          "{\"code\":%d,\"message\":\"so",
          "{\"code\":%d}}",
          "{\"code\":%d} {\"code\":0}",
          "[{\"code\":%d}]",
          "{\"Code\":%d}",
          "{\"data\":{\"code\":%d}}",
          "{\"code\":[%d]}",
          "{\"code\":{\"code\":%d}}",
          "{\"code\":true,\"status\":%d}",
          "{\"code\":null,\"status\":%d}",
          "{\"code\":%d.5}",
          "{\"code\":\" %d\"}",
          "{\"code\":\"\",\"message\":\"%d\"}",
          "%d");

  @Test
  void the_table_is_whole_and_says_each_thing_once() throws IOException {
    assertThat(table()).hasSizeGreaterThan(200).containsKeys(0L, 20001L, 40100L, 51099L, 99999L);
  }

  @Test
  void a_code_in_a_good_body_decides_under_every_status() throws IOException {
    var soft = new SoftAssertions();
    table()
        .forEach(
            (code, expected) -> {
              for (int status : STATUSES) {
                for (var body : GOOD) {
                  var text = body.replace("%d", Long.toString(code));
                  soft.assertThat(word(status, text))
                      .as("HTTP %d with %s", status, text)
                      .isEqualTo(
                          expected.equals("accepted") && status != 200 ? "unanswered" : expected);
                }
              }
            });
    soft.assertAll();
  }

  @Test
  void a_broken_body_leaves_it_to_the_status_and_is_never_a_success() throws IOException {
    var soft = new SoftAssertions();
    for (var code : table().keySet()) {
      for (int status : STATUSES) {
        for (var body : BROKEN) {
          var text = body.replace("%d", Long.toString(code));
          soft.assertThat(word(status, text))
              .as("HTTP %d with %s", status, text)
              .isEqualTo(WITHOUT_A_CODE.get(status));
        }
      }
    }
    soft.assertAll();
  }

  @Test
  void nothing_is_delivered_but_by_tiktoks_word_under_a_status_of_success() {
    var taken = new ArrayList<String>();
    for (long code = -10; code <= 75_000; code++) {
      for (int status : STATUSES) {
        if (word(status, "{\"code\":" + code + ",\"message\":\"OK\"}").equals("accepted")) {
          taken.add(status + " " + code);
        }
      }
    }
    assertThat(taken).containsExactly("200 0", "200 40050");
  }

  @Test
  void each_code_means_the_same_at_the_end_of_a_real_call() throws IOException {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      for (var line : table().entrySet()) {
        bench.answer(Events.answer(200, line.getKey(), "so"));
        assertThat(Words.of(bench.outcomes(1).getFirst()))
            .as("code %d", line.getKey())
            .isEqualTo(line.getValue());
      }
    }
  }

  private static String word(int status, String body) {
    var answer =
        TikTokAnswer.read(
            new Reply.Answer(status, body, null), Events.JSON, new TikTokDialect().credential());
    var halving = new Halving(1);
    halving.send(List.of(List.of(0)), positions -> Verdict.of(answer, positions));
    Outcome outcome = halving.outcomes().getFirst();
    return Words.of(outcome);
  }

  private static Map<Long, String> table() throws IOException {
    var table = new TreeMap<Long, String>();
    try (var file = VerdictMatrixTest.class.getResourceAsStream("verdicts.csv")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(table, line));
    }
    return table;
  }

  private static void add(Map<Long, String> table, String line) {
    var cells = line.split(";", -1);
    var range = cells[0].replaceFirst("^(.+)-", "$1 ").split(" ", -1);
    LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]))
        .forEach(code -> assertThat(table.put(code, cells[1])).as("code %d twice", code).isNull());
  }
}
