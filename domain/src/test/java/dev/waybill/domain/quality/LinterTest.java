package dev.waybill.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LinterTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "user": {"$ref": "#/$defs/user"},
        "time": {"type": "integer"},
        "value": {"type": ["number", "null"]},
        "free": {},
        "list": {"type": "array", "items": {"type": "object", "properties": {"content_id": {"type": "string"}}}}},
       "$defs": {"user": {"properties": {"phone": {"type": "string"}, "external_id": {"type": ["string", "array"]}}},
         "loop": {"$ref": "#/$defs/loop"}}}\
      """;

  private final ScriptedProvider provider = new ScriptedProvider();

  @Test
  void an_unknown_field_is_found_with_the_name_that_was_probably_meant() {
    var found =
        findings(
            """
            {"user": {"phone_nr": "x", "externalId": "y"}, "list": [{}, {"contents_id": "a"}], "free": {"any": 1}}\
            """);
    assertThat(told(found))
        .containsExactly(
            "unknown_field /user/phone_nr",
            "unknown_field /user/externalId",
            "unknown_field /list/1/contents_id");
    assertThat(found.get(1).message()).endsWith("Did you mean 'external_id'?");
    assertThat(found.get(2).message()).endsWith("Did you mean 'content_id'?");
  }

  @Test
  void types_are_compared_and_a_number_as_text_is_a_kind_of_its_own() {
    assertThat(told(findings("{\"time\": \"1\", \"value\": \"2.50\", \"user\": {\"phone\": 7}}")))
        .containsExactly("number_as_text /time", "number_as_text /value", "wrong_type /user/phone");
    assertThat(told(findings("{\"time\": 1.5, \"list\": {}}")))
        .containsExactly("wrong_type /time", "wrong_type /list");
    assertThat(
            findings(
                "{\"time\": 1, \"value\": 1.5, \"list\": [], \"user\": {\"external_id\": []}}"))
        .isEmpty();
  }

  @Test
  void a_platform_without_a_schema_finds_nothing_unknown() {
    provider.payloads(JsonObject.EMPTY, PayloadReview.NONE);
    assertThat(new Linter(provider).findings(event("{\"a\": {\"b\": 1}}"))).isEmpty();
  }

  @Test
  void a_schema_that_refers_to_itself_is_read_all_the_same() {
    var schema =
        "{\"properties\": {\"a\": {\"$ref\": \"#\"}, \"b\": {\"$ref\": \"#/none\"}, \"c\":"
            + " {\"$ref\": \"#x\"}}}";
    provider.payloads(JsonText.object(schema), PayloadReview.NONE);
    assertThat(
            told(
                new Linter(provider)
                    .findings(event("{\"a\": {\"a\": {\"d\": 1}}, \"b\": 1, \"c\": 2}"))))
        .containsExactly("unknown_field /a/a/d");
  }

  @Test
  void a_review_that_fails_does_not_spoil_the_rest() {
    provider.payloads(
        JsonText.object(SCHEMA),
        new PayloadReview() {
          @Override
          public List<MatchKey> matchKeys() {
            return List.of();
          }

          @Override
          public List<LintKind> kinds() {
            return List.of();
          }

          @Override
          public List<LintFinding> findings(OutboundEvent event) {
            throw new IllegalStateException();
          }
        });
    assertThat(told(new Linter(provider).findings(event("{\"x\": 1}"))))
        .containsExactly("unknown_field /x");
  }

  @Test
  void a_digest_that_was_hashed_again_shows_beside_the_event() {
    provider.payloads(JsonObject.EMPTY, PayloadReview.NONE);
    var once = "81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2";
    var twice = "a8d45bb0d818ddfd65af8d2fee7e67e3f12a38240aaab01f3d81beeb5c00ff56";
    var body =
        JsonText.object("{\"context\": {\"email\": [\" " + once.toUpperCase(Locale.ROOT) + "\"]}}");
    var payload = "{\"user\": {\"email\": \"%s\"}}";
    assertThat(new Linter(provider).findings(body, event(payload.formatted(once)))).isEmpty();
    assertThat(told(new Linter(provider).findings(body, event(payload.formatted(twice)))))
        .containsExactly("double_hash /user/email");
  }

  private List<LintFinding> findings(String payload) {
    provider.payloads(JsonText.object(SCHEMA), PayloadReview.NONE);
    return new Linter(provider).findings(event(payload));
  }

  private static OutboundEvent event(String payload) {
    return new OutboundEvent(new EventId("e"), EventSource.WEB, JsonText.object(payload));
  }

  private static List<String> told(List<LintFinding> findings) {
    return findings.stream().map(finding -> finding.kind() + " " + finding.pointer()).toList();
  }
}
