package dev.waybill.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.alert.ReadAlerts;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.ReadConditions;
import dev.waybill.domain.quality.DeliveredQuality;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.domain.quality.ReviewedRuntimes;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.metrics.PrometheusTelemetry;

/** Types that stand behind a port of the domain as they are. */
@Module
interface RoleModule {
  @Binds
  Telemetry telemetry(PrometheusTelemetry prometheus);

  @Binds
  ConnectorRuntimes connectorRuntimes(ReviewedRuntimes runtimes);

  @Binds
  ReadAlerts readAlerts(AlertWatch watch);

  @Binds
  ReadConditions readConditions(Monitor monitor);

  @Binds
  ReadQuality readQuality(DeliveredQuality quality);
}
