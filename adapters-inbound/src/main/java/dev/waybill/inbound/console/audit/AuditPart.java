package dev.waybill.inbound.console.audit;

import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who changed or uncovered what, newest first, a page at a time. */
public final class AuditPart implements ConsolePart {
  private static final String PATH = "/console/audit";
  private static final int PAGE = 100;

  private final ReadAudit audit;

  public AuditPart(ReadAudit audit) {
    this.audit = audit;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(ConsoleRoute.get(PATH, this::show));
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Audit", PATH));
  }

  private Answer show(Visit visit) {
    var cursor = visit.query("cursor").filter(text -> !text.isEmpty()).orElse(null);
    return page(cursor)
        .<Answer>map(page -> Answer.page("Audit", "audit/audit.jte", view(page, cursor, visit)))
        .orElseGet(
            () -> Answer.refused(Refusals.notFound("No page of the audit list begins there.")));
  }

  /** Empty when no page gave that cursor. */
  private Optional<ReadAudit.Page> page(@Nullable String cursor) {
    try {
      return Optional.of(audit.page(cursor, PAGE));
    } catch (IllegalArgumentException e) {
      if (cursor == null) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static View view(ReadAudit.Page page, @Nullable String cursor, Visit visit) {
    return new View(
        page.acts().stream().map(ActRow::of).toList(),
        cursor != null,
        page.next() == null
            ? null
            : PATH + "?cursor=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8),
        visit.now());
  }

  /**
   * What the page shows.
   *
   * @param older where older acts are; null at the end
   */
  record View(List<ActRow> acts, boolean later, @Nullable String older, Instant now) {}
}
