package dev.waybill.domain.json;

import java.math.BigDecimal;

/** A JSON number with the digits it was written with: 1.10 stays 1.10. */
public record JsonNumber(BigDecimal value) implements Json {
  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Equal by numeric value: 1.0 and 1.00 are the same number. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber(BigDecimal that) && value.compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  /** Whether this number has no fraction and fits a {@code long}. */
  public boolean isLong() {
    return value.compareTo(LEAST_LONG) >= 0
        && value.compareTo(MOST_LONG) <= 0
        && value.stripTrailingZeros().scale() <= 0;
  }

  @Override
  public String toString() {
    return "JsonNumber[]";
  }
}
