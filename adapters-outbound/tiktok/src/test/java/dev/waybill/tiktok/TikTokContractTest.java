package dev.waybill.tiktok;

import dev.waybill.destination.tck.DestinationContract;
import dev.waybill.destination.tck.Dialect;

class TikTokContractTest extends DestinationContract {
  @Override
  protected Dialect dialect() {
    return new TikTokDialect();
  }
}
