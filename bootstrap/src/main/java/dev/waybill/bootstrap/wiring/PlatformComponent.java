package dev.waybill.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.inbound.http.HttpServer;
import dev.waybill.inbound.monitor.AlertLoop;
import dev.waybill.inbound.monitor.MonitorLoop;
import dev.waybill.inbound.relay.PollingRelay;
import dev.waybill.inbound.relay.ReplayLoop;
import dev.waybill.inbound.relay.RetentionLoop;
import dev.waybill.metrics.PrometheusTelemetry;
import dev.waybill.persistence.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** One running platform. */
@Singleton
@Component(
    modules = {
      StoreModule.class,
      UseCaseModule.class,
      RoleModule.class,
      HttpModule.class,
      LoopModule.class
    })
public interface PlatformComponent {
  HttpServer httpServer();

  PollingRelay relay();

  ReplayLoop replayLoop();

  RetentionLoop retention();

  MonitorLoop monitor();

  AlertLoop alerts();

  PrometheusTelemetry telemetry();

  /** What has to be there before the parts can be put together. */
  @Component.Factory
  interface Factory {
    PlatformComponent create(
        @BindsInstance Settings settings,
        @BindsInstance Destinations destinations,
        @BindsInstance Database database,
        @BindsInstance CredentialVault vault,
        @BindsInstance Secret adminToken,
        @BindsInstance InstantSource clock,
        @BindsInstance StoreClock storeClock);
  }
}
