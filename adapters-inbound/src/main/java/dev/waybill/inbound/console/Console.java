package dev.waybill.inbound.console;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.connector.ConnectorPages;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.overview.Attention;
import dev.waybill.inbound.console.overview.OverviewPage;
import dev.waybill.inbound.console.overview.Standing;
import dev.waybill.inbound.console.setup.SetupPages;
import dev.waybill.inbound.health.Readiness;
import java.net.URI;
import java.util.List;

/** The pages of the console, over the ports of the admin API. */
public final class Console {
  private Console() {}

  /**
   * Puts the pages together.
   *
   * @param publicUrl where browsers reach the installation
   */
  public static Frame of(Secret adminToken, URI publicUrl, Ports ports) {
    var clock = ports.watch().clock();
    return new Frame(new Gate(adminToken, publicUrl, clock), clock, parts(ports));
  }

  private static List<ConsolePart> parts(Ports ports) {
    return List.of(
        overview(ports),
        new SetupPages(ports.setup()),
        new ConnectorPages(ports.setup(), ports.watch(), ports.findings()));
  }

  private static OverviewPage overview(Ports ports) {
    var activity = ports.findings().activity();
    var backlogs = ports.watch().backlogs();
    return new OverviewPage(
        new Standing(ports.setup().connectors(), ports.setup().platforms(), backlogs, activity),
        new Attention(ports.readiness(), backlogs),
        activity);
  }

  /** What the pages ask. */
  public record Ports(
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      AdminApi.Findings findings,
      ManageReplays replays,
      Readiness readiness) {}
}
