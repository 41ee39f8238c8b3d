package dev.waybill.inbound.console.piece;

import java.util.List;
import java.util.Map;

/**
 * Asks once before something is destroyed; a page, so that it works without scripts.
 *
 * @param consequences what will happen, a sentence each
 * @param action where the confirmed form goes, by POST
 * @param fields what the form carries, hidden
 * @param button what the button says: the act itself, not "OK"
 * @param back where to go instead
 */
public record Confirmation(
    String question,
    List<String> consequences,
    String action,
    Map<String, String> fields,
    String button,
    Link back) {
  public Confirmation {
    consequences = List.copyOf(consequences);
    fields = Map.copyOf(fields);
  }
}
