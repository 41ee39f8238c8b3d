package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview.MatchKey;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.quality.LintKinds;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TikTokLintTest {
  private static final String EMAIL =
      "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);

  @Test
  void a_good_event_has_no_finding() {
    assertThat(
            told(
                EventSource.WEB,
                """
                {"event": "Purchase", "event_time": 1790000000, "event_id": "o-1",
                 "user": {"email": ["%s"], "ttclid": "E.C.P.x", "ip": "8.8.8.8", "user_agent": "x", "city": "köln"},
                 "page": {"url": "https://shop.example/"},
                 "properties": {"value": 66.8, "currency": "EUR",
                   "contents": [{"content_id": "a", "price": 29.9, "quantity": 2}]}}\
                """
                    .formatted(EMAIL)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web | CompletePayment | deprecated_event",
        "offline | SubmitForm | deprecated_event",
        "web | Checkout | reserved_event",
        "app | Checkout | ",
        "web | Pageview | ",
        "web | OrderCancelled | ",
        "web | Order Cancelled | invalid_event_name",
        "crm | 2nd | invalid_event_name",
        "offline | OrderCancelled | custom_event_offline"
      })
  void event_names_are_looked_at(String source, String name, String kind) {
    var found = told(EventSource.ofWire(source).orElseThrow(), "{\"event\": \"" + name + "\"}");
    found.removeIf(told -> !told.endsWith(" /event"));
    assertThat(found).isEqualTo(kind == null ? List.of() : List.of(kind + " /event"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\": \"jo@example.com\"} | not_hashed /user/email",
        "{\"phone\": [\"EMAIL\", \"+12133734253\"]} | not_hashed /user/phone/1",
        "{\"external_id\": \" 17\"} | untrimmed /user/external_id",
        "{\"email\": \"UPPER\"} | hash_in_capitals /user/email",
        "{\"email\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"} |"
            + " hash_of_nothing /user/email",
        "{\"email\": \"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b\"} |"
            + " hash_of_nothing /user/email",
        "{\"email\": \"cd372fb85148700fa88095e3492d3f9f5beb43e555e5ff26d95f5a6adc36f8e6\"} |"
            + " double_hash /user/email",
        "{\"city\": \"EMAIL\"} | hashed_needlessly /user/city",
        "{\"state\": \"UPPER\"} | hashed_needlessly /user/state",
        "{\"country\": \"de \"} | untrimmed /user/country"
      })
  void identifiers_are_looked_at(String user, String finding) {
    var written = user.replace("EMAIL", EMAIL).replace("UPPER", EMAIL.toUpperCase(Locale.ROOT));
    assertThat(told(EventSource.CRM, "{\"user\": " + written + "}")).containsExactly(finding);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"value\": 1} | value_without_currency /properties/currency",
        "{\"value\": 1, \"currency\": \"XYZ\"} | unknown_currency /properties/currency",
        "{\"value\": 1, \"currency\": \"eur\"} | unknown_currency /properties/currency",
        "{\"value\": 1, \"currency\": \"BGN\"} | unsupported_currency /properties/currency",
        "{\"value\": 5, \"currency\": \"EUR\", \"contents\": [{\"price\": 5, \"quantity\": 3}]} |"
            + " value_against_contents /properties/value",
        "{\"value\": 50, \"currency\": \"EUR\", \"contents\": [{\"price\": 5, \"quantity\": 3}]} |"
            + " value_against_contents /properties/value",
        "{\"value\": 18, \"currency\": \"EUR\", \"contents\": [{\"price\": 5, \"quantity\": 3}]} |"
            + " ",
        "{\"value\": 50, \"currency\": \"EUR\", \"contents\": [{\"price\": 5}]} | "
      })
  void money_is_looked_at(String properties, String finding) {
    assertThat(told(EventSource.OFFLINE, "{\"properties\": " + properties + "}"))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @Test
  void a_web_event_wants_a_click_id_a_page_and_an_id_that_the_pixel_knows() {
    assertThat(
            told(EventSource.WEB, "{\"event_id\": \"gen_0011\", \"user\": {\"ip\": \"8.8.8.8\"}}"))
        .containsExactly(
            "no_event_id /event_id",
            "missing_page_url /page/url",
            "missing_click_id /user/ttclid",
            "ip_without_user_agent /user");
    assertThat(
            told(
                EventSource.WEB,
                "{\"event_id\": \"1\", \"page\": {\"url\": \"https://x.example/?ttclid=E\"}}"))
        .isEmpty();
    assertThat(told(EventSource.OFFLINE, "{\"event_id\": \"gen_0011\"}")).isEmpty();
  }

  @Test
  void milliseconds_are_no_seconds() {
    assertThat(told(EventSource.CRM, "{\"event_time\": 1790000000000}"))
        .containsExactly("time_in_milliseconds /event_time");
  }

  @Test
  void match_keys_have_different_names() {
    assertThat(TikTokLint.INSTANCE.matchKeys())
        .extracting(MatchKey::name)
        .doesNotHaveDuplicates()
        .contains("email", "phone", "external_id", "ttclid", "ttp", "ip_and_user_agent")
        .hasSizeLessThanOrEqualTo(32);
  }

  @Test
  void the_document_lists_every_kind() throws IOException {
    var root = Path.of("../..").toAbsolutePath().normalize();
    var code = new StringBuilder();
    for (var name : List.of("TikTokLint", "UserLint", "MoneyLint")) {
      code.append(
          Files.readString(
              root.resolve(
                  "adapters-outbound/tiktok/src/main/java/dev/waybill/tiktok/" + name + ".java")));
    }
    var kinds = new TreeSet<String>();
    Pattern.compile("findings\\.add\\(\\s*\"([a-z_]+)\"")
        .matcher(code)
        .results()
        .forEach(found -> kinds.add(found.group(1)));
    assertThat(kinds).hasSizeGreaterThan(15);
    var document = Files.readString(root.resolve("docs/mapping.md"));
    var listed = ROW.matcher(document.substring(document.indexOf("## Lint"))).results();
    assertThat(listed.map(row -> row.group(1))).containsAll(kinds);
    var explained = LintKinds.of(new TikTokProvider());
    assertThat(kinds).allMatch(explained::explain);
  }

  private static List<String> told(EventSource source, String payload) {
    var json =
        (JsonObject)
            new JacksonCodec().read(payload.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    var event = new OutboundEvent(new EventId("e"), source, json);
    var told = new ArrayList<String>();
    for (LintFinding finding : TikTokLint.INSTANCE.findings(event)) {
      told.add(finding.kind() + " " + finding.pointer());
      assertThat(finding.message()).isNotBlank();
    }
    return told;
  }
}
