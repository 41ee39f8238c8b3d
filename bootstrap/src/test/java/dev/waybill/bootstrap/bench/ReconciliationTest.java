package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.bench.BenchConnector.Account;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private static Reconciliation of(long accepted, long delivered, boolean balanced, long unique) {
    return new Reconciliation(5, new Account(accepted, delivered, 0, 0, balanced), unique, 0);
  }

  @Test
  void accounts_that_agree_have_no_contradiction() {
    assertThat(of(5, 5, true, 5).contradictions()).isEmpty();
  }

  @Test
  void whoever_counted_otherwise_is_named() {
    assertThat(of(4, 5, true, 5).contradictions())
        .containsExactly("the ledger accepted 4 of 5 events sent");
    assertThat(of(5, 4, true, 5).contradictions())
        .containsExactly("the ledger delivered 4 of 5 events sent");
    assertThat(of(5, 5, false, 5).contradictions()).containsExactly("the ledger does not balance");
    assertThat(of(5, 5, true, 6).contradictions())
        .containsExactly("the destination got 6 of 5 events sent");
  }
}
