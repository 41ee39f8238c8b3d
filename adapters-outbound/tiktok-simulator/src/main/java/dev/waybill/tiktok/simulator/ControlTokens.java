package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/** {@code /control/tokens}: makes tokens and spoils them. */
final class ControlTokens {
  private static final String ID = "event_source_id";

  private final Tokens tokens;
  private final Consents consents;
  private final SimulatorClock clock;

  ControlTokens(Workings workings) {
    this.tokens = workings.tokens();
    this.consents = workings.consents();
    this.clock = workings.clock();
  }

  /** All tokens, none of them in full. */
  Reply list() {
    var answer = Json.object();
    var list = answer.putArray("tokens");
    tokens.all().stream()
        .sorted(Comparator.comparing(Token::value))
        .forEach(token -> add(list, token));
    return Reply.json(200, answer);
  }

  /** The one answer with a token in full, for whoever asked for it. */
  Reply issue(ControlBody body) {
    if (!body.object().isEmpty()) {
      body.only("tokens", Set.of("event_source_ids", "life_seconds"));
    }
    var ids = Set.copyOf(body.texts("event_source_ids").orElse(List.of()));
    var life = body.number("life_seconds").map(Duration::ofSeconds);
    var token = tokens.issue(Reach.of(ids), life);
    return Reply.json(201, Json.object().put("access_token", token));
  }

  Reply change(String token, String how, Optional<byte[]> body) {
    switch (how) {
      case "revoke" -> consents.revoke(token);
      case "restore" -> tokens.restore(token);
      case "expire" -> tokens.expire(token);
      case "forbid" -> tokens.forbid(token, eventSource(body));
      default -> tokens.allow(token, eventSource(body));
    }
    return ControlEndpoint.done(200);
  }

  private static String eventSource(Optional<byte[]> body) {
    return ControlBody.of(body).only("event source", Set.of(ID)).text(ID).orElseThrow();
  }

  private void add(ArrayNode list, Token token) {
    var shown =
        list.addObject()
            .put("token", Token.masked(token.value()))
            .put("state", token.state(clock.instant()));
    token.expiresAt().ifPresent(end -> shown.put("expires_at", end.toString()));
    token.reach().ids().stream().sorted().forEach(shown.putArray("event_source_ids")::add);
    token.reach().forbidden().stream().sorted().forEach(shown.putArray("forbidden")::add);
  }
}
