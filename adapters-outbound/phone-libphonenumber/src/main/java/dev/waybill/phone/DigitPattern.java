package dev.waybill.phone;

import java.util.List;

/**
 * A regular expression over the ten digits, in the few forms that numbering plans are written in.
 */
sealed interface DigitPattern {
  int ANY_DIGIT = 0b11_1111_1111;

  /** One digit out of a set; bit 0 stands for the digit 0. */
  record OneOf(int digits) implements DigitPattern {}

  /** The parts one after the other; without parts, the empty text. */
  record Sequence(List<DigitPattern> parts) implements DigitPattern {}

  /** Any one of the parts. */
  record Choice(List<DigitPattern> parts) implements DigitPattern {}

  /** The part, from least to most times. */
  record Repeat(DigitPattern part, int least, int most) implements DigitPattern {}

  default boolean matchesEmptyText() {
    return switch (this) {
      case OneOf _ -> false;
      case Sequence(var parts) -> parts.stream().allMatch(DigitPattern::matchesEmptyText);
      case Choice(var parts) -> parts.stream().anyMatch(DigitPattern::matchesEmptyText);
      case Repeat(var part, var least, _) -> least == 0 || part.matchesEmptyText();
    };
  }
}
