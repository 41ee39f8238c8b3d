package dev.waybill.inbound.cli;

import java.util.ArrayList;
import java.util.List;

/** A refusal in sentences. */
final class Refusal {
  static final String TYPES = "urn:waybill:problem:";

  private Refusal() {}

  /**
   * What was refused, each place that is to blame, what to do, and under which id the log has it.
   */
  static List<String> sentences(Answer answer) {
    var problem = answer.body();
    if (answer.problem().isEmpty()) {
      return List.of(
          "The answer was HTTP %d, and not one of Waybill's: is something else at that address, or before it?"
              .formatted(answer.status()));
    }
    var sentences = new ArrayList<String>();
    sentences.add(
        "%s (%d): %s".formatted(problem.text("title"), answer.status(), problem.text("detail")));
    for (var error : problem.documents("errors")) {
      var pointer = error.text("pointer", "the whole");
      sentences.add("  %s: %s (%s)".formatted(pointer, error.text("message"), error.text("code")));
    }
    sentences.addAll(advice(answer));
    sentences.add("  correlation id " + problem.text("correlation_id", "none"));
    return sentences.stream().map(Refusal::plain).toList();
  }

  private static String plain(String sentence) {
    return PlainText.of(sentence);
  }

  private static List<String> advice(Answer answer) {
    return switch (answer.status()) {
      case 401 -> List.of("  The token is not this installation's: see WAYBILL_TOKEN_FILE.");
      case 503 -> List.of("  Try again in " + seconds(answer.retryAfter()) + ".");
      default -> List.of();
    };
  }

  private static String seconds(String retryAfter) {
    return retryAfter.matches("[0-9]{1,6}") ? retryAfter + " s" : "a while";
  }
}
