package dev.waybill.webhook;

import dev.waybill.destination.tck.DestinationContract;
import dev.waybill.destination.tck.Dialect;

class WebhookContractTest extends DestinationContract {
  @Override
  protected Dialect dialect() {
    return new WebhookDialect();
  }
}
