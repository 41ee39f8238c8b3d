package dev.waybill.inbound.console.connector;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Reasons;
import dev.waybill.inbound.console.piece.Tabs;
import dev.waybill.inbound.console.plot.ActivityPlots;
import dev.waybill.inbound.console.plot.Plot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far events came, what holds them up, and how that went lately. */
final class ActivityTab {
  private final Desk desk;
  private final AdminApi.Watch watch;
  private final AdminApi.Findings findings;

  ActivityTab(Desk desk, AdminApi.Watch watch, AdminApi.Findings findings) {
    this.desk = desk;
    this.watch = watch;
    this.findings = findings;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(Desk.ONE, visit -> desk.at(visit, found -> show(found, visit))),
        ConsoleRoute.get(Desk.ONE + "/live", visit -> desk.at(visit, found -> live(found, visit))));
  }

  private Answer show(Connector connector, Visit visit) {
    return Answer.page(
        connector.registration().name(), "connector/activity.jte", view(connector, visit));
  }

  private Answer live(Connector connector, Visit visit) {
    return Answer.live("connector/activitypoll.jte", () -> view(connector, visit));
  }

  private View view(Connector connector, Visit visit) {
    var id = connector.id();
    var span = visit.query("span").flatMap(Span::ofWire).orElse(Span.HOUR);
    var line =
        watch.ledger().lines().stream()
            .filter(one -> one.connector().equals(id))
            .findFirst()
            .orElse(null);
    var until = until(connector);
    var dead = findings.deadLetters().groups(id);
    var past = findings.activity().of(id, span);
    return new View(
        desk.head(connector, ""),
        Strip.of(line, dead),
        Reasons.of(connector, until),
        past.map(activity -> plots(connector, activity, Meanings.of(dead), span)).orElse(List.of()),
        spans(connector, span),
        span.wire(),
        visit.now());
  }

  private List<Plot> plots(
      Connector connector, Activity activity, Map<String, String> meanings, Span span) {
    return List.of(
        ActivityPlots.outcomes(activity, span),
        ActivityPlots.latency(activity, span),
        ActivityPlots.age(activity, span, watch.backlogs().ageLimit(connector.id())),
        ActivityPlots.errors(findings.activity().errors(connector.id(), span), meanings, span));
  }

  private @Nullable BacklogUntil until(Connector connector) {
    return watch.backlogs().until().stream()
        .filter(one -> one.backlog().connector().equals(connector.id()))
        .findFirst()
        .orElse(null);
  }

  private static Tabs spans(Connector connector, Span current) {
    var path = Desk.path(connector) + "?span=";
    return new Tabs(
        "Time shown",
        Arrays.stream(Span.values())
            .map(span -> new Link(span.wire(), path + span.wire()))
            .toList(),
        path + current.wire());
  }

  /** What the tab shows. */
  record View(
      Head head,
      Strip strip,
      List<ReasonBlock> reasons,
      List<Plot> plots,
      Tabs spans,
      String span,
      Instant now) {}
}
