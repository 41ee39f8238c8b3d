package dev.waybill.tiktok.simulator;

import java.util.List;

/** Puts a page together; text goes in escaped and in no other way. */
final class Html {
  private final StringBuilder html = new StringBuilder();

  /** Markup that is part of the program. */
  Html raw(String markup) {
    html.append(markup);
    return this;
  }

  Html text(String text) {
    text.chars().forEach(c -> html.append(escaped((char) c)));
    return this;
  }

  Html cell(String text) {
    return raw("<td>").text(text).raw("</td>");
  }

  Html row(String name, Object value) {
    return raw("<tr>").cell(name).cell(String.valueOf(value)).raw("</tr>\n");
  }

  /** A cell with each of the values on a line of its own. */
  Html cell(String style, List<String> values) {
    raw("<td class=\"" + style + "\">");
    values.forEach(value -> raw("<span>").text(value).raw("</span> "));
    return raw("</td>");
  }

  @Override
  public String toString() {
    return html.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> String.valueOf(c);
    };
  }
}
