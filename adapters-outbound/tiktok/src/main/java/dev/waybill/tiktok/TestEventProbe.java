package dev.waybill.tiktok;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.event.EventSource;
import java.util.List;

/** Sends a synthetic test event to each source id; with its code it counts for nothing. */
final class TestEventProbe {
  private final TikTokSettings settings;
  private final TikTokApi api;
  private final DestinationContext context;
  private final Evidence evidence;

  TestEventProbe(
      TikTokSettings settings, TikTokApi api, DestinationContext context, Evidence evidence) {
    this.settings = settings;
    this.api = api;
    this.context = context;
    this.evidence = evidence;
  }

  void ask(List<EventSource> sources) {
    boolean useless = false;
    for (var source : sources) {
      if (useless) {
        notAsked(source);
      } else {
        var answer = send(source);
        Reading.track(answer, evidence);
        read(source, answer);
        useless = isForAllSources(answer);
      }
    }
  }

  /** Whether the next source would be told the same. */
  private static boolean isForAllSources(TikTokAnswer answer) {
    return switch (answer.meaning()) {
      case TOKEN, THROTTLED, ILL, LOST, CLOSED -> true;
      case TAKEN, UNPROVEN, ONCE_MORE, SETUP, CONTENT, UNCLEAR -> false;
    };
  }

  private TikTokAnswer send(EventSource source) {
    var id = requireNonNull(settings.sourceIds().get(source));
    var envelope =
        new Envelope(source, id, requireNonNull(settings.testEventCode()), context.json());
    var event = context.json().write(SyntheticEvent.of(source, context));
    return api.track(envelope.around(List.of(event)));
  }

  private void read(EventSource source, TikTokAnswer answer) {
    var said = Reading.said(answer);
    switch (answer.meaning()) {
      case TAKEN ->
          evidence
              .permission(source, Result.PASSED, "The token may report to this id.")
              .testEvent(source, Result.PASSED, "A synthetic test event was taken.");
      case SETUP, ONCE_MORE ->
          evidence
              .permission(source, Result.FAILED, advice(answer) + said)
              .testEvent(source, Result.FAILED, "The synthetic test event was refused. " + said);
      case TOKEN -> notChecked(source, "Not checked, since the token was refused.");
      case CONTENT -> readRefusal(source, answer, said);
      case UNCLEAR -> notChecked(source, "Waybill does not know this refusal. " + said);
      case THROTTLED -> notChecked(source, "TikTok is throttling this token. " + Reading.AGAIN);
      case ILL, LOST, CLOSED, UNPROVEN -> notChecked(source, Reading.AGAIN + said);
    }
  }

  private void readRefusal(EventSource source, TikTokAnswer answer, String said) {
    boolean ofId = answer.refusal().field() == Refusal.Field.EVENT_SOURCE;
    evidence.permission(
        source, ofId ? Result.FAILED : Result.UNKNOWN, ofId ? wrongId(source) + said : said);
    evidence.testEvent(
        source,
        Result.FAILED,
        answer.refusal().field() == Refusal.Field.TEST_EVENT_CODE
            ? "Take a fresh test event code from Events Manager. " + said
            : "The synthetic test event was refused. " + said);
  }

  private static String wrongId(EventSource source) {
    var kind =
        switch (source) {
          case WEB -> "a pixel code, not the numeric pixel id and no event set";
          case APP -> "a TikTok App ID";
          case OFFLINE -> "an offline event set id, not a pixel code";
          case CRM -> "a CRM event set id, not a pixel code";
        };
    return "The id is of the wrong kind for " + source.wire() + ": wanted " + kind + ". ";
  }

  private static String advice(TikTokAnswer answer) {
    return switch (answer.code()) {
      case "40118" ->
          "This kind of event is not enabled for the account; ask TikTok to enable it. ";
      case "40001" ->
          "The token is good but has no right on this id: generate it in the ad account that owns"
              + " the id, as an admin or operator. ";
      default -> "The account's set-up stands in the way. ";
    };
  }

  private void notAsked(EventSource source) {
    notChecked(source, "Not asked, since the source before it got no verdict of its own.");
  }

  private void notChecked(EventSource source, String why) {
    evidence.permission(source, Result.UNKNOWN, why).testEvent(source, Result.UNKNOWN, why);
  }
}
