package dev.waybill.domain.destination;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param outcomes one for each event of the batch, in its order
 * @param calls the HTTP calls made, in the order they ended
 */
public record DeliveryReport(List<Outcome> outcomes, List<Call> calls) {
  public DeliveryReport {
    outcomes = List.copyOf(outcomes);
    calls = List.copyOf(calls);
  }
}
