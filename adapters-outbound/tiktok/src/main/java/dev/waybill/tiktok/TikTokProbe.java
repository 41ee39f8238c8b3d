package dev.waybill.tiktok;

import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.TikTokCode.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks TikTok about the token and its right on each source id: by a synthetic test event where
 * there is a test event code, else by looking the pixel up where an advertiser is named, else only
 * by asking whose token it is. One probe each.
 */
final class TikTokProbe {
  private static final String TOKEN = "token";
  private static final String PERMISSION = "permission";
  private static final String TEST_EVENT = "test_event";

  private static final String AGAIN = "Inconclusive, try again: ";

  private final TikTokSettings settings;
  private final TikTokApi api;
  private final DestinationContext context;

  TikTokProbe(TikTokSettings settings, TikTokApi api, DestinationContext context) {
    this.settings = settings;
    this.api = api;
    this.context = context;
  }

  Probe run() {
    if (settings.testEventCode() != null) {
      return byTestEvents();
    }
    return settings.advertiserId() != null && settings.sourceIds().containsKey(EventSource.WEB)
        ? byPixelList()
        : byUserInfo();
  }

  private Probe byTestEvents() {
    var found = new ArrayList<Finding>();
    for (var source : settings.sourceIds().keySet()) {
      var answer = sendTestEvent(source);
      found.addAll(readTestEvent(source, answer));
      if (answer.meaning() != Meaning.TAKEN && answer.meaning() != Meaning.SETUP) {
        break; // the next source would be told the same
      }
    }
    return new Probe(
        List.of(worst(TOKEN, found), worst(PERMISSION, found), worst(TEST_EVENT, found)));
  }

  private TikTokAnswer sendTestEvent(EventSource source) {
    var id = Objects.requireNonNull(settings.sourceIds().get(source));
    var envelope = new Envelope(source, id, settings.testEventCode(), context.json());
    var event = SyntheticEvent.of(source, context);
    return api.track(envelope.around(List.of(context.json().write(event))));
  }

  private static List<Finding> readTestEvent(EventSource source, TikTokAnswer answer) {
    var at = source.wire() + ": ";
    var said = said(answer);
    return switch (answer.meaning()) {
      case TAKEN ->
          findings(
              passed(TOKEN, "TikTok knows the token."),
              passed(PERMISSION, at + "the token may report to this id."),
              passed(TEST_EVENT, at + "a synthetic test event was taken."));
      case SETUP ->
          findings(
              passed(TOKEN, "TikTok knows the token."),
              failed(PERMISSION, at + advice(answer) + said),
              failed(TEST_EVENT, at + "the synthetic test event was refused. " + said));
      case TOKEN ->
          findings(
              failed(TOKEN, badToken(answer) + said),
              unknown(PERMISSION, at + "not checked, since the token was refused."),
              unknown(TEST_EVENT, at + "not sent, since the token was refused."));
      case CONTENT, UNCLEAR ->
          findings(
              unknown(TOKEN, "TikTok refused the test event without a word on the token. " + said),
              wrongId(at, answer, said),
              failed(TEST_EVENT, at + "the synthetic test event was refused. " + said));
      case THROTTLED, ILL, LOST, UNPROVEN ->
          findings(
              unknown(TOKEN, AGAIN + said),
              unknown(PERMISSION, at + AGAIN + said),
              unknown(TEST_EVENT, at + AGAIN + said));
    };
  }

  private static Finding wrongId(String at, TikTokAnswer answer, String said) {
    return answer.refusal().field() == Refusal.Field.EVENT_SOURCE
        ? failed(
            PERMISSION,
            at
                + "the id is wrong for this event source: a pixel code for web (not the numeric"
                + " pixel id), the number from Events Manager for the others. "
                + said)
        : unknown(PERMISSION, at + "not known. " + said);
  }

  private static String advice(TikTokAnswer answer) {
    return answer.code().equals("40118")
        ? "this kind of event is not enabled for the account; ask TikTok to enable it. "
        : "the token has no right on this id: generate it in the ad account that owns it, as an"
            + " admin or operator. ";
  }

  private static String badToken(TikTokAnswer answer) {
    return switch (answer.code()) {
      case "40104" -> "The token is empty. ";
      case "40102" -> "The token has expired: generate a new one. ";
      default ->
          "The token is wrong or revoked: generate a new one, and paste it without Bearer, spaces"
              + " and line breaks. ";
    };
  }

  private Probe byPixelList() {
    var pixel = Objects.requireNonNull(settings.sourceIds().get(EventSource.WEB));
    var answer =
        api.get("/pixel/list/?advertiser_id=" + settings.advertiserId() + "&code=" + pixel);
    var token = tokenOf(answer);
    if (answer.meaning() != Meaning.TAKEN) {
      return new Probe(
          List.of(
              token,
              answer.meaning() == Meaning.SETUP
                  ? failed(
                      PERMISSION,
                      "The token may not list this advertiser's pixels. " + said(answer))
                  : unknown(PERMISSION, "web: not checked. " + said(answer))));
    }
    var web =
        lists(answer.data(), pixel)
            ? passed(PERMISSION, "web: the token sees this pixel.")
            : failed(PERMISSION, "web: the advertiser has no pixel with this code.");
    return new Probe(List.of(token, worst(PERMISSION, withTheUnchecked(web))));
  }

  private static boolean lists(JsonObject data, String pixel) {
    return data.get("pixels") instanceof JsonArray(var pixels)
        && pixels.stream()
            .anyMatch(one -> one instanceof JsonObject p && pixel.equals(p.string("pixel_code")));
  }

  private List<Finding> withTheUnchecked(Finding web) {
    var all = new ArrayList<>(List.of(web));
    settings.sourceIds().keySet().stream()
        .filter(source -> source != EventSource.WEB)
        .forEach(source -> all.add(unknown(PERMISSION, source.wire() + ": " + unchecked())));
    return all;
  }

  private Probe byUserInfo() {
    var answer = api.get("/user/info/");
    var permission =
        answer.meaning() == Meaning.TOKEN
            ? unknown(PERMISSION, "Not checked, since the token was refused.")
            : unknown(PERMISSION, "The right on the ids " + unchecked());
    return new Probe(List.of(tokenOf(answer), permission));
  }

  /**
   * A token from Events Manager may lack the right to look anything up, and still report events.
   */
  private static Finding tokenOf(TikTokAnswer answer) {
    return switch (answer.meaning()) {
      case TAKEN -> passed(TOKEN, "TikTok knows the token.");
      case TOKEN -> failed(TOKEN, badToken(answer) + said(answer));
      case SETUP, CONTENT, UNCLEAR ->
          unknown(TOKEN, "The token may report events and yet not ask this. " + said(answer));
      case THROTTLED, ILL, LOST, UNPROVEN -> unknown(TOKEN, AGAIN + said(answer));
    };
  }

  private static String unchecked() {
    return "cannot be checked without a test event code or an advertiser id; confirm this line if"
        + " you are sure.";
  }

  private static String said(TikTokAnswer answer) {
    return "(" + answer.code() + ": " + answer.message() + ")";
  }

  /** One line for all sources: the worst result, and what was found at each. */
  private static Finding worst(String check, List<Finding> found) {
    var lines = found.stream().filter(finding -> finding.check().equals(check)).toList();
    var details = lines.stream().map(Finding::detail).distinct().toList();
    var results = lines.stream().map(Finding::result).toList();
    var result =
        results.contains(Result.FAILED)
            ? Result.FAILED
            : results.contains(Result.UNKNOWN) ? Result.UNKNOWN : Result.PASSED;
    return new Finding(check, result, String.join(" ", details));
  }

  private static List<Finding> findings(Finding token, Finding permission, Finding testEvent) {
    return List.of(token, permission, testEvent);
  }

  private static Finding passed(String check, String detail) {
    return new Finding(check, Result.PASSED, detail);
  }

  private static Finding failed(String check, String detail) {
    return new Finding(check, Result.FAILED, detail);
  }

  private static Finding unknown(String check, String detail) {
    return new Finding(check, Result.UNKNOWN, detail);
  }
}
