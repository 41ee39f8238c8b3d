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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    return Answer.live("connector/activitylive.jte", () -> view(connector, visit));
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
    var past = findings.activity().of(id, span);
    return new View(
        desk.head(connector, ""),
        Strip.of(line, findings.deadLetters().groups(id)),
        Reasons.of(connector, until),
        past.map(activity -> plots(connector, activity, span, until, visit.now()))
            .orElse(List.of()),
        spans(connector, span),
        span.wire(),
        visit.now());
  }

  private List<Plot> plots(
      Connector connector,
      Activity activity,
      Span span,
      @Nullable BacklogUntil until,
      Instant now) {
    return List.of(
        ActivityPlots.outcomes(activity, span),
        ActivityPlots.latency(activity, span),
        ActivityPlots.age(activity, span, window(until, now)),
        ActivityPlots.errors(findings.activity().errors(connector.id(), span), span));
  }

  /** How old the oldest waiting event would be when the first of them expires. */
  private static Optional<Duration> window(@Nullable BacklogUntil until, Instant now) {
    var oldest = until == null ? null : until.backlog().oldestWaiting();
    var expiry = until == null ? null : until.firstExpiry();
    return oldest == null || expiry == null || expiry.at().isBefore(now)
        ? Optional.empty()
        : Optional.of(Duration.between(oldest, expiry.at()));
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
