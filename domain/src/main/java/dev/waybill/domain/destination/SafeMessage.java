package dev.waybill.domain.destination;

import dev.waybill.domain.credential.Credential;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A platform's message made fit to be stored and shown: at most 300 characters on one line, with
 * the credential and whatever looks like a submitted value cut out. Names of fields stay.
 */
public final class SafeMessage {
  static final int MAX_LENGTH = 300;

  /** Longer messages are cut before they are searched, so that the search has a bound. */
  private static final int READ = 4_000;

  private static final String CUT = "[cut]";

  private static final Pattern VALUE =
      Pattern.compile(
          String.join(
              "|",
              "\"[^\"]*(?:\"|$)",
              "`[^`]*(?:`|$)",
              "\u201c[^\u201d]*(?:\u201d|$)",
              "(?<!\\w)'.*?(?:'(?!\\w)|$)",
              "\\b[a-zA-Z][a-zA-Z0-9+.-]{1,9}://\\S+",
              "\\S+@\\S+",
              // telephone numbers, IPv4, times and other long runs of digits
              "\\+?\\(?\\d(?:[\\s()./:-]{0,2}\\d){5,}",
              "(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.])",
              // IPv6
              "(?<!\\w)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?!\\w)",
              // hexadecimal and other opaque text: long, with a digit in it
              "\\b(?=[a-fA-F]{0,64}\\d)[0-9a-fA-F]{8,}\\b",
              "(?<!\\w)(?=[A-Za-z_+/=-]{0,200}\\d)[A-Za-z0-9_+/=-]{16,}"));

  private SafeMessage() {}

  public static String of(String message, Credential credential) {
    var text = message;
    for (var name : credential.names()) {
      var secret = Objects.requireNonNull(credential.get(name)).reveal();
      text = secret.isEmpty() ? text : text.replace(secret, CUT);
    }
    text = head(text, READ).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return head(VALUE.matcher(text).replaceAll(CUT), MAX_LENGTH);
  }

  private static String head(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
