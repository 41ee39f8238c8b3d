package dev.waybill.domain.json;

import java.math.BigDecimal;

/** A JSON number with the digits it was written with: 1.10 stays 1.10. */
public record JsonNumber(BigDecimal value) implements Json {
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
    return value.signum() == 0
        || (value.stripTrailingZeros().scale() <= 0 && value.precision() - value.scale() <= 18);
  }

  @Override
  public String toString() {
    return "JsonNumber[]";
  }
}
