package dev.waybill.tiktok;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.TikTokCode.Meaning;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks each source id up among those of the advertiser; nothing is recorded. */
final class LookUpProbe {
  private static final int DEEPEST = 6;

  private final TikTokSettings settings;
  private final TikTokApi api;
  private final Evidence evidence;
  private final String advertiser;

  LookUpProbe(TikTokSettings settings, TikTokApi api, Evidence evidence) {
    this.settings = settings;
    this.api = api;
    this.evidence = evidence;
    this.advertiser = requireNonNull(settings.advertiserId());
  }

  void ask(List<EventSource> sources) {
    for (var source : sources) {
      var id = requireNonNull(settings.sourceIds().get(source));
      var answer = api.get(path(source, id));
      Reading.lookUp(answer, evidence);
      read(source, id, answer);
    }
  }

  private String path(EventSource source, String id) {
    var one = "&event_set_ids=%5B%22" + id + "%22%5D";
    return switch (source) {
      case WEB -> "/pixel/list/?advertiser_id=" + advertiser + "&code=" + id;
      case APP -> "/app/list/?advertiser_id=" + advertiser;
      case OFFLINE -> "/offline/get/?advertiser_id=" + advertiser + one;
      case CRM -> "/crm/list/?advertiser_id=" + advertiser + one;
    };
  }

  private static String idName(EventSource source) {
    return switch (source) {
      case WEB -> "pixel_code";
      case APP -> "app_id";
      case OFFLINE, CRM -> "event_set_id";
    };
  }

  private void read(EventSource source, String id, TikTokAnswer answer) {
    var said = Reading.said(answer);
    switch (answer.meaning()) {
      case TAKEN -> readList(source, id, answer.data());
      case TOKEN ->
          evidence.permission(source, Result.UNKNOWN, "Not checked, since the token was refused.");
      case SETUP, ONCE_MORE, CONTENT, UNCLEAR ->
          evidence.permission(
              source,
              Result.UNKNOWN,
              "The token may report events and yet not list these ids; give a test event code, or"
                  + " confirm this line if you are sure. "
                  + said);
      case THROTTLED, ILL, LOST, CLOSED, UNPROVEN ->
          evidence.permission(source, Result.UNKNOWN, Reading.AGAIN + said);
    }
  }

  private void readList(EventSource source, String id, JsonObject data) {
    if (holds(data, idName(source), id, 0)) {
      evidence.permission(source, Result.PASSED, "The token sees this id.");
      return;
    }
    var kin = source == EventSource.CRM ? EventSource.OFFLINE : EventSource.CRM;
    if (idName(source).equals(idName(kin)) && isOf(kin, id)) {
      evidence.permission(
          source,
          Result.FAILED,
          "The id is of the wrong kind: it is that of " + article(kin) + " event set.");
      return;
    }
    if (goesOn(data)) {
      evidence.permission(
          source,
          Result.UNKNOWN,
          "The id is not on the first page of TikTok's list; confirm this line if you are sure.");
      return;
    }
    boolean listed = isList(source, data) || holds(data, idName(source), null, 0);
    evidence.permission(
        source,
        listed ? Result.FAILED : Result.UNKNOWN,
        listed
            ? "The token is good, and the advertiser has no such id for " + source.wire() + "."
            : "TikTok's answer lists no ids; confirm this line if you are sure.");
  }

  /** The id may be on a later page: one that is good must not park a connector. */
  private static boolean goesOn(JsonObject data) {
    return data.object("page_info").get("total_page") instanceof JsonNumber(var pages)
        && pages.compareTo(BigDecimal.ONE) > 0;
  }

  private boolean isOf(EventSource source, String id) {
    var answer = api.get(path(source, id));
    return answer.meaning() == Meaning.TAKEN && holds(answer.data(), idName(source), id, 0);
  }

  private static String article(EventSource source) {
    return source == EventSource.CRM ? "a CRM" : "an offline";
  }

  /** An empty list is an answer too, where TikTok documents its name. */
  private static boolean isList(EventSource source, JsonObject data) {
    return switch (source) {
      case WEB -> data.get("pixels") instanceof JsonArray;
      case CRM -> data.get("crm_event_sets") instanceof JsonArray;
      case APP, OFFLINE -> false;
    };
  }

  /**
   * Whether the member stands somewhere in the data: of some lists TikTok does not document the
   * form.
   *
   * @param id its value, or null for any; TikTok writes ids as text and as numbers
   */
  private static boolean holds(Json data, String name, @Nullable String id, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    return switch (data) {
      case JsonArray(var elements) ->
          elements.stream().anyMatch(element -> holds(element, name, id, depth + 1));
      case JsonObject object ->
          isIt(object.get(name), id)
              || object.members().values().stream()
                  .anyMatch(member -> holds(member, name, id, depth + 1));
      default -> false;
    };
  }

  private static boolean isIt(@Nullable Json value, @Nullable String id) {
    return switch (value) {
      case null -> false;
      case JsonNumber(var number) -> id == null || number.toPlainString().equals(id);
      default -> id == null || id.equals(value.text());
    };
  }
}
