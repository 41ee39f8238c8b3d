package dev.waybill.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitPatternTest {
  private static final int LONGEST = 8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12",
        "\\d",
        "[13-5\\d]",
        "[2468]",
        "1|23|",
        "1(?:2|3[04])?5",
        "(12)?\\d{2,4}",
        "(?:0|1\\d){3}",
        "1{0,2}2{3}",
        "(?:1?2?){2}",
        "(?:1|12|123)(?:23|3)?",
        "[1-3]\\d{0,3}4|4(?:[05]\\d)?|\\d{7}"
      })
  void a_table_holds_what_the_regular_expression_matches(String pattern) {
    var table = table(pattern, LONGEST);
    var regularExpression = Pattern.compile(pattern);
    var random = new Random(7);
    for (var tried = 0; tried < 50_000; tried++) {
      var text = digits(random, random.nextInt(LONGEST + 1));
      assertThat(table.holds(text, 0))
          .as(text)
          .isEqualTo(regularExpression.matcher(text).matches());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1*",
        "1+",
        ".",
        "^1",
        "1$",
        "\\D",
        "\\",
        "[^1]",
        "[]",
        "[1",
        "[3-1]",
        "[1-",
        "(1",
        "1)",
        "(?=1)",
        "(?!1)",
        "(1?)",
        "(1|)",
        "1??",
        "1?+",
        "1{2}{3}",
        "1{2,}",
        "1{,2}",
        "1{}",
        "1{3,2}",
        "1{21}",
        "1{99999999999}",
        "?",
        "(1)\\1",
        "\0",
        "1 2"
      })
  void what_is_not_read_for_sure_is_refused(String pattern) {
    assertThatThrownBy(() -> DigitPatternReader.read(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbering pattern: wanted");
  }

  @Test
  void a_table_too_large_to_keep_is_refused() {
    assertThatThrownBy(() -> table("\\d{0,20}1\\d{14}", 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wanted up to 8192 states");
  }

  private static DigitTable table(String pattern, int longest) {
    var net = new DigitNet();
    var end = net.endOfText();
    var start = net.enter(DigitPatternReader.read(pattern), end);
    return new DigitTableBuilder(net, (at, _) -> at.intersects(end), longest).build(start);
  }

  private static String digits(Random random, int length) {
    var text = new StringBuilder();
    for (var at = 0; at < length; at++) {
      text.append(random.nextInt(6));
    }
    return text.toString();
  }
}
