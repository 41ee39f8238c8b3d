package dev.waybill.domain.quality;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.telemetry.Telemetry;

/** Runtimes whose deliveries are reviewed and counted. */
public final class ReviewedRuntimes implements ConnectorRuntimes {
  private final ConnectorRuntimes inner;
  private final Platforms platforms;
  private final DeliveredQuality quality;
  private final Telemetry telemetry;

  public ReviewedRuntimes(
      ConnectorRuntimes inner, Platforms platforms, DeliveredQuality quality, Telemetry telemetry) {
    this.inner = inner;
    this.platforms = platforms;
    this.quality = quality;
    this.telemetry = telemetry;
  }

  @Override
  public Opened open(Registration registration, Configuration configuration) {
    return switch (inner.open(registration, configuration)) {
      case Opened.Ready(var runtime) -> new Opened.Ready(reviewed(registration, runtime));
      case Opened.Faulty faulty -> faulty;
    };
  }

  private ConnectorRuntime reviewed(Registration registration, ConnectorRuntime runtime) {
    return platforms
        .find(registration.platform())
        .map(provider -> with(runtime, reviewed(registration, new Linter(provider), runtime)))
        .orElse(runtime);
  }

  private Destination reviewed(Registration registration, Linter linter, ConnectorRuntime runtime) {
    return new ReviewedDestination(
        runtime.destination(),
        linter,
        tally -> {
          quality.add(registration.id(), tally);
          telemetry.reviewed(registration.id(), tally);
        });
  }

  private static ConnectorRuntime with(ConnectorRuntime runtime, Destination destination) {
    return new ConnectorRuntime(
        destination,
        runtime.mapping(),
        runtime.filter(),
        runtime.limits(),
        runtime.rate(),
        runtime.revision(),
        runtime.earlier());
  }
}
