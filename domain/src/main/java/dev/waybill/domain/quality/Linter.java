package dev.waybill.domain.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Finds what is unwise about payloads of one platform. Immutable, safe for many threads. */
public final class Linter {
  static final String DOUBLE_HASH = "double_hash";
  private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final PayloadShape shape;
  private final PayloadReview review;

  public Linter(DestinationProvider provider) {
    this.shape = PayloadShape.of(provider.spec().payloadSchema());
    this.review = provider.review();
  }

  PayloadReview review() {
    return review;
  }

  /** What can be told from the payload alone. A review that fails is passed over. */
  public List<LintFinding> findings(OutboundEvent event) {
    var findings = new ArrayList<LintFinding>(4);
    shape.check(event.payload(), findings);
    try {
      findings.addAll(review.findings(event));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      // An adapter that throws breaks its contract; delivery must not suffer from it.
      return findings;
    }
    return findings;
  }

  /** The same, and what only shows beside the event it was made of. Slower: for single events. */
  public List<LintFinding> findings(JsonObject body, OutboundEvent event) {
    var findings = new ArrayList<>(findings(event));
    var hashedAgain = new HashSet<String>();
    walk(
        body,
        JsonPointer.ROOT,
        (_, text) -> {
          if (isSha256(text)) {
            hashedAgain.addAll(hashesOf(text.strip()));
          }
        });
    walk(
        event.payload(),
        JsonPointer.ROOT,
        (at, text) -> {
          if (hashedAgain.contains(text)) {
            findings.add(
                new LintFinding(
                    DOUBLE_HASH, at, "This was a SHA-256 digest already and was hashed again."));
          }
        });
    return findings;
  }

  private static void walk(Json value, JsonPointer at, BiConsumer<JsonPointer, String> texts) {
    switch (value) {
      case JsonString(String text) -> texts.accept(at, text);
      case JsonObject(var members) ->
          members.forEach((name, member) -> walk(member, at.at(name), texts));
      case JsonArray(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          walk(elements.get(i), at.at(i), texts);
        }
      }
      default -> {}
    }
  }

  private static boolean isSha256(String text) {
    return text.length() < 100 && SHA256_HEX.matcher(text.strip()).matches();
  }

  private static Set<String> hashesOf(String digest) {
    return Set.copyOf(
        List.of(
            sha256(digest),
            sha256(digest.toLowerCase(Locale.ROOT)),
            sha256(digest.toUpperCase(Locale.ROOT))));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
