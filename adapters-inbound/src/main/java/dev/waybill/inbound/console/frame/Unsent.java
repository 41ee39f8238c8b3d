package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.http.Form;
import java.util.List;

/**
 * What a form brought whose session is not the one of now, to be copied from.
 *
 * @param what happened
 * @param todo what the link is for
 * @param link where it leads, in a tab of its own
 */
record Unsent(String what, String todo, String link, List<Text> texts) {
  Unsent {
    texts = List.copyOf(texts);
  }

  static List<Text> texts(ConsoleRoute route, Form form) {
    return route.kept().stream()
        .map(name -> new Text(name, form.first(name).orElse("")))
        .filter(text -> !text.content().isBlank())
        .toList();
  }

  /** One field as it was typed. */
  record Text(String name, String content) {}
}
