package dev.waybill.domain.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words that programs write where a person left nothing, and the digests of them: sent on, they
 * would make one person of all visitors who gave nothing. What is a word for nothing and also a
 * common value, such as {@code na}, the code of Namibia, is none of them.
 */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "null",
          "undefined",
          "none",
          "nil",
          "nan",
          "n/a",
          "unknown",
          "anonymous",
          "not set",
          "(not set)",
          "(none)",
          "[object object]",
          "test@test.com",
          "test@example.com",
          "example@example.com",
          "noreply@example.com",
          "00000000-0000-0000-0000-000000000000");

  /** The empty string too: systems before us hash what they should have left out. */
  private static final Set<String> DIGESTS =
      Stream.concat(Stream.of(""), WORDS.stream())
          .flatMap(word -> Stream.of(word, Characters.upper(word)))
          .map(Digests::sha256)
          .collect(Collectors.toUnmodifiableSet());

  private Placeholders() {}

  /**
   * Whether this stands for nothing, in whatever case.
   *
   * @param stripped without white space around it
   */
  static boolean contain(String stripped) {
    var text = Characters.lower(stripped);
    return WORDS.contains(text) || (Characters.isSha256(text) && DIGESTS.contains(text));
  }
}
