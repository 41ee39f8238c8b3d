package dev.waybill.inbound.console.overview;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.alert.ReadAlerts;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.console.frame.Kept;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Tabs;
import dev.waybill.inbound.console.plot.ActivityPlots;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** {@code /}: is everything well, what is not, and what became of events lately. */
public final class OverviewPage implements ConsolePart {
  private final Standing standing;
  private final Attention attention;
  private final ReadAlerts alerts;
  private final ReadActivity activity;

  /** By far the most costly part, and what changes least. */
  private final Kept<Activity> plotted = new Kept<>(System::nanoTime);

  public OverviewPage(
      Standing standing, Attention attention, ReadAlerts alerts, ReadActivity activity) {
    this.standing = standing;
    this.attention = attention;
    this.alerts = alerts;
    this.activity = activity;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get("/", this::show), ConsoleRoute.get("/console/overview/live", this::live));
  }

  @Override
  public List<Link> navigation() {
    return List.of(Frame.overview());
  }

  private Answer show(Visit visit) {
    var view = view(visit);
    var page = Answer.page("Overview", "overview/overview.jte", view);
    return view.storeAway() ? page.withStatus(503) : page;
  }

  /** An open tab is told that the database is away; a refusal would leave there what was. */
  private Answer live(Visit visit) {
    return Answer.live("overview/live.jte", () -> view(visit));
  }

  private OverviewView view(Visit visit) {
    var span = visit.query("span").flatMap(Span::ofWire).orElse(Span.HOUR);
    if (attention.isStoreAway()) {
      return away(span, visit.now());
    }
    try {
      return view(span, visit.now());
    } catch (StoreUnavailableException _) {
      return away(span, visit.now());
    }
  }

  private OverviewView away(Span span, Instant now) {
    return OverviewView.away(attention.withoutStore(), tabs(span), span.wire(), now);
  }

  private OverviewView view(Span span, Instant now) {
    var lines = standing.lines();
    var known = alerts.alerts();
    var past = plotted.get(span.wire(), () -> activity.all(span));
    return new OverviewView(
        lines,
        OverviewFigures.of(lines, now),
        attention.blocks(lines, known),
        Attention.over(known),
        false,
        List.of(ActivityPlots.outcomes(past, span), ActivityPlots.latency(past, span)),
        tabs(span),
        span.wire(),
        now);
  }

  private static Tabs tabs(Span current) {
    return new Tabs(
        "Time shown",
        Arrays.stream(Span.values()).map(span -> new Link(span.wire(), path(span))).toList(),
        path(current));
  }

  private static String path(Span span) {
    return span == Span.HOUR ? "/" : "/?span=" + span.wire();
  }
}
