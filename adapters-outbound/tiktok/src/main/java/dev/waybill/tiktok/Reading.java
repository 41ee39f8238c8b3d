package dev.waybill.tiktok;

import dev.waybill.domain.destination.Probe.Result;
import java.util.Set;

/** What TikTok's answer to a probe says of the token. */
final class Reading {
  /** Refusals that TikTok gives to a token it knows. */
  private static final Set<String> KNOWN_TOKEN = Set.of("40001", "40118", "40130", "40131");

  static final String AGAIN = "Inconclusive, try again later. ";
  static final String KNOWN = "TikTok knows the token.";

  private Reading() {}

  /** Of a call that any token with the right on it may make. */
  static void track(TikTokAnswer answer, Evidence evidence) {
    switch (answer.meaning()) {
      case TAKEN -> evidence.token(Result.PASSED, KNOWN);
      case TOKEN -> evidence.token(Result.FAILED, badToken(answer) + said(answer));
      case SETUP, ONCE_MORE ->
          evidence.token(
              KNOWN_TOKEN.contains(answer.code()) ? Result.PASSED : Result.UNKNOWN,
              KNOWN_TOKEN.contains(answer.code())
                  ? KNOWN
                  : "The answer says nothing of the token. " + said(answer));
      case CONTENT, UNCLEAR ->
          evidence.token(
              Result.UNKNOWN,
              "TikTok refused the test event without a word on the token. " + said(answer));
      case THROTTLED, ILL, LOST, CLOSED, UNPROVEN ->
          evidence.token(Result.UNKNOWN, AGAIN + said(answer));
    }
  }

  /**
   * Of a look-up: a token from Events Manager may lack the right to it, and still report events.
   */
  static void lookUp(TikTokAnswer answer, Evidence evidence) {
    switch (answer.meaning()) {
      case TAKEN -> evidence.token(Result.PASSED, KNOWN);
      case TOKEN -> evidence.token(Result.FAILED, badToken(answer) + said(answer));
      case SETUP, ONCE_MORE, CONTENT, UNCLEAR ->
          evidence.token(
              Result.UNKNOWN, "The token may report events and yet not ask this. " + said(answer));
      case THROTTLED, ILL, LOST, CLOSED, UNPROVEN ->
          evidence.token(Result.UNKNOWN, AGAIN + said(answer));
    }
  }

  static String said(TikTokAnswer answer) {
    return "(" + answer.code() + ": " + answer.message() + ")";
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
}
