package dev.waybill.inbound.admin;

import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Route;
import java.time.InstantSource;
import java.util.List;

/** All calls of the operator, each of them behind the admin token. */
public final class AdminApi implements Endpoints {
  private final AdminAccess access;
  private final List<Endpoints> parts;

  public AdminApi(
      Secret adminToken,
      Setup setup,
      Watch watch,
      Findings findings,
      ManageReplays replays,
      Household household) {
    this.access = new AdminAccess(adminToken);
    this.parts =
        List.of(
            new PlatformRoutes(setup.platforms()),
            new SourceRoutes(setup.sources()),
            new ConnectorRoutes(setup.connectors(), setup.verify()),
            new RevisionRoutes(setup.connectors()),
            new CredentialRoutes(setup.credentials(), setup.connectors()),
            new MappingRoutes(setup.trials(), watch.quality(), setup.connectors()),
            new OutboxRoutes(watch),
            new LedgerRoutes(watch.ledger(), findings.verification()),
            new ActivityRoutes(findings.activity()),
            new SearchRoutes(findings.search()),
            new ReasonRoutes(findings.deadLetters(), findings.audit()),
            new StoryRoutes(watch.stories()),
            new ReplayRoutes(replays),
            new NodeRoutes(household));
  }

  @Override
  public List<Route> routes() {
    return parts.stream().flatMap(part -> part.routes().stream()).map(access::guard).toList();
  }

  /** What is set up through this API. */
  public record Setup(
      ManageSources sources,
      ManageConnectors connectors,
      VerifyConnector verify,
      ManageCredentials credentials,
      TryMappings trials,
      Platforms platforms) {}

  /**
   * What is watched through this API.
   *
   * @param codec reads stored payloads
   */
  public record Watch(
      Ledger ledger,
      OutboxView outbox,
      ReadBacklogs backlogs,
      ReadEventStory stories,
      ReadQuality quality,
      JsonCodec codec,
      InstantSource clock) {}

  /** What is looked for in the past. */
  public record Findings(
      ReadActivity activity,
      SearchEvents search,
      ReadDeadLetters deadLetters,
      ReadAudit audit,
      VerifyLedger verification,
      ExplainEvents explanations) {}

  /**
   * The nodes on the same database.
   *
   * @param self this one
   */
  public record Household(Nodes nodes, NodeId self) {}
}
