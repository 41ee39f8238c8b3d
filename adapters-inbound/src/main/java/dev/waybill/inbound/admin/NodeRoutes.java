package dev.waybill.inbound.admin;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.node.Cluster;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The nodes on this database, and which of them delivers for which connector. */
final class NodeRoutes implements Endpoints {
  private final AdminApi.Household household;

  NodeRoutes(AdminApi.Household household) {
    this.household = household;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/nodes", this::nodes));
  }

  private Reply nodes(Request request) {
    var cluster = household.nodes().look();
    return Reply.ok(Fields.named("nodes", cluster.members(), member -> node(member, cluster)));
  }

  private JsonObject node(Member member, Cluster cluster) {
    var owned =
        cluster.owners().entrySet().stream()
            .filter(owner -> owner.getValue().equals(member.node()))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingInt(connector -> connector.number()))
            .toList();
    return JsonObject.builder()
        .put("node", member.node().toString())
        .put("self", member.node().equals(household.self()))
        .put("version", member.version())
        .put("state", member.state().name().toLowerCase(Locale.ROOT))
        .put("started_at", member.startedAt().toString())
        .put("last_beat_ms", member.sinceBeat().toMillis())
        .put("connectors", Fields.list(owned, connector -> Json.of(connector.toString())))
        .build();
  }
}
