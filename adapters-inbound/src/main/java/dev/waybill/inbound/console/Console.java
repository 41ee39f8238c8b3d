package dev.waybill.inbound.console;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.dead.ConnectorNames;
import dev.waybill.inbound.console.dead.DeadPart;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.ledger.LedgerPart;
import dev.waybill.inbound.console.overview.OverviewPage;
import dev.waybill.inbound.console.search.SearchPart;
import dev.waybill.inbound.console.story.Circumstances;
import dev.waybill.inbound.console.story.StoryPart;
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
      AdminApi.Findings findings,
      ManageReplays replays,
      InstantSource clock) {
    return new Frame(
        new Gate(adminToken, publicUrl, clock), clock, parts(setup, watch, findings, replays));
  }

  private static List<ConsolePart> parts(
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      AdminApi.Findings findings,
      ManageReplays replays) {
    return List.of(
        new OverviewPage(setup.connectors(), setup.platforms(), watch.ledger(), watch.backlogs()),
        new SearchPart(
            watch.stories(), findings.search(), setup.connectors(), setup.sources()),
        new StoryPart(
            findings.explanations(),
            new Circumstances(setup.connectors(), watch.backlogs(), findings.deadLetters())),
        new DeadPart(findings.deadLetters(), replays, new ConnectorNames(setup.connectors())),
        new LedgerPart(watch.ledger(), findings.verification()));
  }
}
