package dev.waybill.persistence;

import java.util.List;

/** Numbers as PostgreSQL's {@code int8multirange} writes them; only true neighbours are merged. */
final class Multirange {
  private Multirange() {}

  /**
   * @param numbers ascending
   */
  static String of(List<Long> numbers) {
    var text = new StringBuilder("{");
    for (int from = 0; from < numbers.size(); ) {
      int to = from;
      while (to + 1 < numbers.size() && numbers.get(to + 1) <= numbers.get(to) + 1) {
        to++;
      }
      text.append(from == 0 ? "[" : ",[").append(numbers.get(from)).append(',');
      text.append(numbers.get(to)).append(']');
      from = to + 1;
    }
    return text.append('}').toString();
  }
}
