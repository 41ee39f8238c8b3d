package dev.waybill.inbound.console.source;

import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.ManageSources.IssuedKey;
import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.Source.WriteKey;
import dev.waybill.domain.source.WriteKeyId;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.net.URI;
import java.util.Optional;

/** Making and revoking write keys. */
final class KeyPages {
  private final ManageSources sources;
  private final URI publicUrl;

  KeyPages(ManageSources sources, URI publicUrl) {
    this.sources = sources;
    this.publicUrl = publicUrl;
  }

  // Answered by the POST itself and not after a move: the key would have to be kept for the page
  // that comes then.
  Answer issue(Source source, Visit visit) {
    return sources
        .issueKey(source.id())
        .map(issued -> shown(source, issued, visit))
        .orElseGet(SourcePart::closed);
  }

  private Answer shown(Source source, IssuedKey issued, Visit visit) {
    var view =
        new NewKey(
            SourcePart.link(source),
            issued.secret().reveal(),
            issued.key().hint(),
            publicUrl.resolve("/v1/events").toString(),
            visit.now().toString());
    return Answer.page("New key", "source/newkey.jte", view)
        .under(new Link("Sources", SourcePart.PATH), SourcePart.link(source));
  }

  Answer ask(Source source, Visit visit) {
    return key(source, visit)
        .filter(key -> key.revokedAt() == null)
        .map(key -> Questions.revoking(source, key))
        .orElseGet(KeyPages::noSuchKey);
  }

  Answer revoke(Source source, Visit visit) {
    return key(source, visit)
        .filter(key -> sources.revokeKey(source.id(), key.id()))
        .<Answer>map(
            key ->
                Answer.moved(SourcePart.path(source))
                    .saying(Flash.good("The key that ends in " + key.hint() + " was revoked.")))
        .orElseGet(KeyPages::noSuchKey);
  }

  private static Optional<WriteKey> key(Source source, Visit visit) {
    return WriteKeyId.parse(visit.path("key"))
        .flatMap(id -> source.keys().stream().filter(key -> key.id().equals(id)).findFirst());
  }

  private static Answer noSuchKey() {
    return Answer.refused(Refusals.notFound("This source has no such key in use."));
  }

  /** The page that shows a key, this once. Shows no secret of itself. */
  static final class NewKey {
    private final Link source;
    private final String text;
    private final String hint;
    private final String address;
    private final String time;

    NewKey(Link source, String text, String hint, String address, String time) {
      this.source = source;
      this.text = text;
      this.hint = hint;
      this.address = address;
      this.time = time;
    }

    public Link source() {
      return source;
    }

    public String reveal() {
      return text;
    }

    public String hint() {
      return hint;
    }

    /** A call that sends a first event, with a place for the key. */
    public String example() {
      return """
          curl %s \\
            -H "Authorization: Bearer $WAYBILL_WRITE_KEY" \\
            -H "Content-Type: application/json" \\
            -d '{"event": "PageView", "event_time": "%s", "event_source": "web",
                 "event_id": "first-1", "context": {"email": "jane@shop.example"}}'"""
          .formatted(address, time);
    }
  }
}
