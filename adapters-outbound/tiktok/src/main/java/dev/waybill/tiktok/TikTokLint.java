package dev.waybill.tiktok;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What TikTok takes with code 0 and what does its sender no good all the same. {@code
 * docs/mapping.md} lists the kinds.
 */
final class TikTokLint implements PayloadReview {
  static final TikTokLint INSTANCE = new TikTokLint();

  private static final List<MatchKey> MATCH_KEYS =
      List.of(
          MatchKey.at("email", "/user/email"),
          MatchKey.at("phone", "/user/phone"),
          MatchKey.at("external_id", "/user/external_id"),
          MatchKey.at("ttclid", "/user/ttclid"),
          MatchKey.at("ttp", "/user/ttp"),
          new MatchKey(
              "ip_and_user_agent",
              List.of(JsonPointer.parse("/user/ip"), JsonPointer.parse("/user/user_agent"))),
          MatchKey.at("first_name", "/user/first_name"),
          MatchKey.at("last_name", "/user/last_name"),
          MatchKey.at("zip_code", "/user/zip_code"),
          MatchKey.at("idfa", "/user/idfa"),
          MatchKey.at("gaid", "/user/gaid"),
          MatchKey.at("idfv", "/user/idfv"),
          MatchKey.at("lead_id", "/lead/lead_id"));

  private static final Set<String> RESERVED =
      Set.of(
          "AddBilling",
          "Browse",
          "Checkout",
          "ClickForm",
          "ClickInDownloadPage",
          "ClickToDownload",
          "Consult",
          "ConsultByPhone",
          "Registration",
          "StartCheckout",
          "ViewConsultationPage",
          "ViewDownloadPage",
          "ViewForm");
  private static final String PAGE_VIEW = "Pageview";

  /** An id that Waybill made itself; no pixel knows it. */
  private static final String GENERATED_ID = "gen_";

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

  private TikTokLint() {}

  @Override
  public List<MatchKey> matchKeys() {
    return MATCH_KEYS;
  }

  @Override
  public List<LintKind> kinds() {
    return TikTokLintKinds.ALL;
  }

  @Override
  public List<LintFinding> findings(OutboundEvent event) {
    var findings = new Findings();
    var payload = event.payload();
    name(payload, event.source(), findings);
    time(payload, findings);
    UserLint.check(payload.object("user"), findings);
    MoneyLint.check(payload.object("properties"), findings);
    if (event.source() == EventSource.WEB) {
      web(payload, findings);
    }
    return findings.all;
  }

  /** Collects findings; a pointer is made only when there is one. */
  static final class Findings {
    private final List<LintFinding> all = new ArrayList<>(2);

    void add(String kind, String pointer, String message) {
      all.add(new LintFinding(kind, JsonPointer.parse(pointer), message));
    }
  }

  private static void name(JsonObject payload, EventSource source, Findings findings) {
    var name = payload.string("event");
    if (name == null) {
      return;
    }
    if (EventNames.RETIRED.contains(name)) {
      findings.add(
          "deprecated_event",
          "/event",
          "TikTok has retired this name: Purchase took CompletePayment's place, Lead SubmitForm's;"
              + " PlaceAnOrder and ClickButton have none.");
    } else if (RESERVED.contains(name) && source != EventSource.APP) {
      findings.add(
          "reserved_event",
          "/event",
          "TikTok keeps this name for itself and turns it into one of its standard events.");
    } else if (!EventNames.ALL.contains(name) && !name.equals(PAGE_VIEW)) {
      customName(name, source, findings);
    }
  }

  private static void customName(String name, EventSource source, Findings findings) {
    if (source == EventSource.OFFLINE) {
      findings.add(
          "custom_event_offline", "/event", "Offline events have standard names; wanted one.");
    } else if (!EventNames.CUSTOM.matcher(name).matches()) {
      findings.add(
          "invalid_event_name",
          "/event",
          "TikTok drops this in silence: wanted at most 50 letters, digits, '_' and '-', a letter"
              + " first.");
    }
  }

  private static void time(JsonObject payload, Findings findings) {
    if (payload.get("event_time") instanceof JsonNumber(var time)
        && time.compareTo(MOST_SECONDS) > 0) {
      findings.add("time_in_milliseconds", "/event_time", "Wanted seconds since 1970.");
    }
  }

  private static void web(JsonObject payload, Findings findings) {
    var id = payload.string("event_id");
    if (id == null || id.startsWith(GENERATED_ID)) {
      findings.add(
          "no_event_id",
          "/event_id",
          "A pixel that reports the same event shares no id with it, and both count; wanted the id"
              + " that the pixel sends.");
    }
    var user = payload.object("user");
    var url = payload.object("page").string("url");
    if (url == null) {
      findings.add("missing_page_url", "/page/url", "A web event wants the address of its page.");
    }
    if (user.get("ttclid") == null
        && user.get("ttp") == null
        && (url == null || !url.contains("ttclid="))) {
      findings.add(
          "missing_click_id",
          "/user/ttclid",
          "Neither the click id nor the cookie of TikTok's pixel is there; wanted ttclid or ttp.");
    }
    if (user.get("ip") == null != (user.get("user_agent") == null)) {
      findings.add(
          "ip_without_user_agent", "/user", "ip and user_agent are matched together; wanted both.");
    }
  }
}
