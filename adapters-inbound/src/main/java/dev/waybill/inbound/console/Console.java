package dev.waybill.inbound.console;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.access.Gate;
import dev.waybill.inbound.console.audit.AuditPart;
import dev.waybill.inbound.console.connector.ConnectorPages;
import dev.waybill.inbound.console.dead.ConnectorNames;
import dev.waybill.inbound.console.dead.DeadPart;
import dev.waybill.inbound.console.editor.EditorPart;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.ledger.LedgerPart;
import dev.waybill.inbound.console.overview.Attention;
import dev.waybill.inbound.console.overview.OverviewPage;
import dev.waybill.inbound.console.overview.Standing;
import dev.waybill.inbound.console.piece.Changes;
import dev.waybill.inbound.console.piece.PrettyJson;
import dev.waybill.inbound.console.search.SearchPart;
import dev.waybill.inbound.console.setup.SetupPages;
import dev.waybill.inbound.console.source.SourcePart;
import dev.waybill.inbound.console.story.Circumstances;
import dev.waybill.inbound.console.story.StoryPart;
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
    return new Frame(new Gate(adminToken, publicUrl, clock), clock, parts(ports, publicUrl));
  }

  private static List<ConsolePart> parts(Ports ports, URI publicUrl) {
    var setup = ports.setup();
    var watch = ports.watch();
    var findings = ports.findings();
    return List.of(
        overview(ports),
        new SetupPages(setup, new Changes(watch.codec())),
        new ConnectorPages(setup, watch, findings),
        new EditorPart(setup, findings.explanations(), ports.tail(), watch.codec()),
        new SearchPart(watch.stories(), findings.search(), setup.connectors(), setup.sources()),
        new StoryPart(
            findings.explanations(),
            new Circumstances(setup.connectors(), watch.backlogs(), findings.deadLetters()),
            new PrettyJson(watch.codec())),
        new DeadPart(
            findings.deadLetters(), ports.replays(), new ConnectorNames(setup.connectors())),
        new LedgerPart(watch.ledger(), findings.verification()),
        new SourcePart(setup.sources(), publicUrl),
        new AuditPart(findings.audit()));
  }

  private static OverviewPage overview(Ports ports) {
    var activity = ports.findings().activity();
    var backlogs = ports.watch().backlogs();
    return new OverviewPage(
        new Standing(ports.setup().connectors(), ports.setup().platforms(), backlogs, activity),
        new Attention(ports.readiness(), ports.alarms()),
        ports.alarms().alerts(),
        activity);
  }

  /** What the pages ask. */
  public record Ports(
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      AdminApi.Findings findings,
      ManageReplays replays,
      Readiness readiness,
      AdminApi.Alarms alarms,
      EventTail tail) {}
}
