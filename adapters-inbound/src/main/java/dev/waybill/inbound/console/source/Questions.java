package dev.waybill.inbound.console.source;

import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.Source.WriteKey;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Link;
import java.util.List;
import java.util.Map;

/** What is asked once before it is done. */
final class Questions {
  private Questions() {}

  static Answer closing(Source source) {
    if (source.closedAt() != null) {
      return SourcePart.closed();
    }
    var path = SourcePart.path(source);
    return Answer.confirm(
            "Close",
            new Confirmation(
                "Close the source " + source.name() + "?",
                List.of(
                    "It takes no more events: whoever still sends with one of its keys is refused"
                        + " with 401.",
                    "What it took in before stays in the log and is still delivered.",
                    "It cannot be opened again, and no other source can have its name."),
                path + "/close",
                Map.of(),
                "Close the source",
                new Link("Keep it open", path)))
        .under(new Link("Sources", SourcePart.PATH), SourcePart.link(source));
  }

  static Answer revoking(Source source, WriteKey key) {
    var path = SourcePart.path(source);
    return Answer.confirm(
            "Revoke a key",
            new Confirmation(
                "Revoke the key that ends in " + key.hint() + "?",
                List.of(
                    "Whoever sends with it is refused with 401, on every node within a second, and"
                        + " what they send then is lost unless they keep it.",
                    "Make another key and let them send with it first.",
                    "What came in with it before is still delivered. A revoked key stays"
                        + " revoked."),
                path + "/keys/" + key.id() + "/revoke",
                Map.of(),
                "Revoke the key",
                new Link("Keep it", path)))
        .under(new Link("Sources", SourcePart.PATH), SourcePart.link(source));
  }
}
