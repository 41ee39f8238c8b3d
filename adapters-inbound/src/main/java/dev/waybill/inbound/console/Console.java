package dev.waybill.inbound.console;

import dev.waybill.domain.credential.Secret;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.overview.OverviewPage;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** The pages of the console, over the ports of the admin API. */
public final class Console {
  private Console() {}

  /**
   * Puts the pages together.
   *
   * @param publicUrl where browsers reach the installation
   */
  public static Frame of(
      Secret adminToken,
      URI publicUrl,
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      InstantSource clock) {
    return new Frame(new Gate(adminToken, publicUrl, clock), clock, parts(setup, watch));
  }

  private static List<ConsolePart> parts(AdminApi.Setup setup, AdminApi.Watch watch) {
    return List.of(
        new OverviewPage(setup.connectors(), setup.platforms(), watch.ledger(), watch.backlogs()));
  }
}
