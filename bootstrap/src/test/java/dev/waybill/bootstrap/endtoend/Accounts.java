package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.persistence.PostgresLedgerAudit;
import java.util.Map;

/** What {@code ./waybill ledger verify} does, without a process for it. */
public final class Accounts {
  private Accounts() {}

  /** Counts everything again on the database that a platform with this environment runs on. */
  public static void assertNoDifference(Map<String, String> environment) {
    var settings =
        new DatabaseSettings(
            String.valueOf(environment.get("WAYBILL_DATABASE_URL")),
            String.valueOf(environment.get("WAYBILL_DATABASE_USER")),
            new Secret(String.valueOf(environment.get("WAYBILL_DATABASE_PASSWORD"))));
    try (var database = Database.open(settings)) {
      var report = new PostgresLedgerAudit(database).verify(LedgerAudit.EVERYTHING);
      assertThat(report.lanes()).as("lanes that were counted").isPositive();
      assertThat(report.differences()).isEmpty();
    }
  }
}
