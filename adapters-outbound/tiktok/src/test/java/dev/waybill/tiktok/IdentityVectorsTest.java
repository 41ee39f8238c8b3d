package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/destinations/tiktok-vectors.md says is what leaves. */
class IdentityVectorsTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (web|app|offline|crm) \\| `(.+)` \\| `(\\w+)` \\| (?:`(.+)`|nothing)"
              + " \\| (?:`(\\w+)`|note `(\\w+)`|as it is|nothing) \\|$",
          Pattern.MULTILINE);
  private static final StartingMapping MAPPING =
      new StartingMapping(TikTokBench.EVERYWHERE.with("default_region", Json.of("GB")));

  /**
   * @param normalised empty where nothing leaves
   * @param digest empty where the normalised value leaves as it is
   * @param note empty where nothing is told
   */
  record Vector(
      String source, String context, String field, String normalised, String digest, String note) {}

  static Stream<Vector> vectors() throws IOException {
    return ROW.matcher(document())
        .results()
        .map(
            row ->
                new Vector(
                    row.group(1),
                    row.group(2),
                    row.group(3),
                    orEmpty(row.group(4)),
                    orEmpty(row.group(5)),
                    orEmpty(row.group(6))));
  }

  @Test
  void every_row_of_the_document_is_read() throws IOException {
    var rows = document().lines().filter(line -> line.matches("\\| (web|app|offline|crm) .*"));
    assertThat(vectors()).hasSize((int) rows.count()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_row_is_true(Vector vector) {
    var mapped = (Mapping.Outcome.Mapped) MAPPING.apply(event(vector));
    var leaves = vector.digest.isEmpty() ? vector.normalised : vector.digest;
    assertThat(mapped.payload().object("user").get(vector.field))
        .isEqualTo(leaves.isEmpty() ? null : Json.of(leaves));
    assertThat(
            mapped.notes().stream().filter(note -> isOf(vector, note)).map(Problem::code).toList())
        .isEqualTo(vector.note.isEmpty() ? List.of() : List.of(vector.note));
    if (!vector.digest.isEmpty()) {
      assertThat(sha256(vector.normalised)).isEqualTo(vector.digest);
    }
  }

  private static boolean isOf(Vector vector, Problem note) {
    return note.pointer().toString().equals("/user/" + vector.field);
  }

  private static JsonObject event(Vector vector) {
    var app = JsonObject.builder().put("app_id", "com.example.shop").build();
    return JsonObject.builder()
        .put("event", "Purchase")
        .put("event_time", "2026-09-21T14:13:20Z")
        .put("event_source", EventSource.ofWire(vector.source).orElseThrow().wire())
        .put("event_id", "order-1")
        .put("context", TikTokBench.settings(vector.context).with("app", app))
        .build();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String document() throws IOException {
    var module = Path.of("").toAbsolutePath();
    return Files.readString(module.resolve("../../docs/destinations/tiktok-vectors.md"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
