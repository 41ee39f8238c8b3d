package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.BenchConnector.Account;
import dev.waybill.domain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts of everybody who counted, after everything is settled.
 *
 * @param sent events answered with 202
 * @param account the ledger's
 * @param unique different events that the simulated TikTok got
 * @param repeated events it got once more
 */
record Reconciliation(long sent, Account account, long unique, long repeated) {
  /** Every way in which they disagree; none in a good run. */
  List<String> contradictions() {
    var found = new ArrayList<String>();
    if (!account.balanced()) {
      found.add("the ledger does not balance");
    }
    if (account.accepted() != sent) {
      found.add("the ledger accepted " + account.accepted() + " of " + sent + " events sent");
    }
    if (account.delivered() != sent) {
      found.add("the ledger delivered " + account.delivered() + " of " + sent + " events sent");
    }
    if (unique != sent) {
      found.add("the destination got " + unique + " of " + sent + " events sent");
    }
    return found;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("sent", sent)
        .put("accepted", account.accepted())
        .put("delivered", account.delivered())
        .put("unique_at_destination", unique)
        .put("repeated_at_destination", repeated)
        .put("balanced", account.balanced())
        .build();
  }
}
