package dev.waybill.inbound.console.frame;

import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.RefusalPages.Refused;
import java.util.List;

/** A refusal for people. */
record ErrorView(
    int status, String title, String detail, String todo, List<Problem> errors, String id) {
  static ErrorView of(Refused refused) {
    var refusal = refused.refusal();
    return new ErrorView(
        refused.status(),
        title(refused),
        refusal.detail(),
        todo(refused.status()),
        refusal.errors(),
        refused.correlationId());
  }

  private static String title(Refused refused) {
    return switch (refused.status()) {
      case 404 -> "There is nothing here";
      case 409, 412 -> "Not possible now";
      case 503 -> "The store cannot be reached";
      default -> refused.refusal().title();
    };
  }

  private static String todo(int status) {
    return switch (status) {
      case 401 ->
          "Copy what you want to keep, sign in in another tab, then reload this page and put it in"
              + " again.";
      case 403 -> "Copy what you want to keep, reload the page and try again.";
      case 404 -> "It may have been deleted. The overview lists every connector.";
      case 409, 412 -> "Look at the page again: it shows how things are now.";
      case 503 ->
          "Events that were accepted are safe, and delivery goes on as soon as the database answers."
              + " Reload this page in a few seconds.";
      case 500 -> "The log has more under the number below.";
      default -> "Go back and try again.";
    };
  }
}
