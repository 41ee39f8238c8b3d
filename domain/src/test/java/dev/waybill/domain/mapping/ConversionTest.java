package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
  private static final String DIGEST =
      "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"email\", \"sha256\"; ALICE_abc@gmail.com"
            + " ;848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f",
        "\"e164\","
            + " \"sha256\";(+1)2133734253;9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd",
        "\"trim\","
            + " \"sha256\";user_123;80fba0ae1c48e3978e43e4efc365e14e12ea0c830ba8ba5b9a2dafc7e3f2ab8b",
        "\"name\", \"sha256\"; Jane"
            + " ;81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2",
        "\"zip\","
            + " \"sha256\";95110;383f7fffd99f3b1c3066086bcf991eae7ad543589d12bd792ecb6dc8b5acebc1",
        "\"zip\", \"sha256\";M5V"
            + " 3L9;5c850751d57c5d887fe7807d3da801efe7e8faa1f105ea36cdcd913dd32a41c7"
      })
  void a_known_digest_comes_out(String conversions, String value, String digest) {
    assertThat(converted(conversions, Json.of(value))).isEqualTo(Json.of(digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "e164", "idfa", "gaid", "name", "zip", "sha256"})
  void a_digest_is_never_hashed_again(String conversion) {
    var upper = Json.of(" " + DIGEST.toUpperCase(Locale.ROOT) + " ");
    assertThat(converted("\"" + conversion + "\", \"sha256\"", upper)).isEqualTo(Json.of(DIGEST));
  }

  @Test
  void nothing_is_left_of_nothing_rather_than_its_digest() {
    assertThat(converted("\"name\", \"sha256\"", Json.of("'-.'"))).isNull();
    assertThat(converted("\"zip\", \"sha256\"", Json.of(" - "))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " Undefined ", "N/A", "(not set)", "[object Object]", "unknown"})
  void a_word_for_nothing_is_neither_hashed_nor_passed(String word) {
    for (var conversion :
        List.of("sha256", "email", "e164", "name", "zip", "city", "state", "identifier", "idfa")) {
      assertThat(converted("\"" + conversion + "\"", Json.of(word))).as(conversion).isNull();
      assertThat(converted("\"" + conversion + "\", \"sha256\"", Json.of(word))).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"
      })
  void somebody_elses_digest_of_nothing_goes_no_further(String digest) {
    for (var conversion : List.of("sha256", "email", "e164", "name", "zip", "identifier", "gaid")) {
      assertThat(converted("\"" + conversion + "\"", Json.of(digest))).as(conversion).isNull();
    }
  }

  @Test
  void a_number_sent_for_a_text_is_read_as_its_digits() {
    assertThat(converted("\"zip\"", JsonText.json("95110"))).isEqualTo(Json.of("95110"));
    assertThat(converted("\"text\"", JsonText.json("1e3"))).isEqualTo(Json.of("1000"));
  }

  @ParameterizedTest
  @CsvSource({"US,95110", "USA,95110", "united states,95110", "CA,951101234", ",951101234"})
  void a_zip_of_the_usa_keeps_five_digits(@Nullable String country, String expected) {
    var event =
        JsonObject.builder().put("zip", "95110-1234").putNullable("country", country).build();
    var mapping =
        Mappings.compiled(
            """
            {"fields": {"/zip": {"path": "/zip", "convert": [
              {"name": "zip", "country": {"path": "/country"}}]}}}\
            """);
    var mapped = (Mapping.Outcome.Mapped) mapping.apply(event);
    assertThat(mapped.payload().string("zip")).isEqualTo(expected);
  }

  @Test
  void a_region_may_come_from_the_settings() {
    var mapping =
        """
        {"fields": {"/p": {"path": "/p", "convert": [
          {"name": "e164", "region": {"setting": "/region", "default": ""}}]}}}\
        """;
    var event = JsonText.object("{\"p\": \"020 7946 0018\"}");
    var british = Mappings.compiled(mapping, JsonText.object("{\"region\": \"gb\"}")).apply(event);
    assertThat(((Mapping.Outcome.Mapped) british).payload().string("p")).isEqualTo("+442079460018");
    var unset = (Mapping.Outcome.Mapped) Mappings.compiled(mapping).apply(event);
    assertThat(Mappings.told(unset.notes())).containsExactly("/p invalid_phone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "127.0.0.1",
        "169.254.1.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1"
      })
  void an_address_nobody_visits_from_is_left_out(String address) {
    assertThat(noteOf("public_ip", address)).containsExactly("/v private_ip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "2130706433",
        "localhost",
        "8.8.8.8:80",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "2001:db8:::1",
        "1::2::3",
        ":",
        "2001:db8::1/64"
      })
  void what_is_no_address_is_told_and_never_looked_up(String text) {
    assertThat(noteOf("public_ip", text)).containsExactly("/v invalid_ip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "203.0.113.9", "2a00:1450:4001::5"})
  void a_public_address_passes(String address) {
    assertThat(converted("\"public_ip\"", Json.of(address))).isEqualTo(Json.of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x.io/", "https://", "http:///path", "https://a b", "x.io", "http"})
  void what_is_no_web_address_is_told(String text) {
    assertThat(noteOf("url", text)).containsExactly("/v invalid_url");
  }

  @ParameterizedTest
  @CsvSource({
    "de,de",
    "DEU,de",
    "Germany,de",
    "uk,gb",
    "USA,us",
    "United States of America,us",
    "COTE D'IVOIRE,ci",
    "Turkey,tr",
    "Türkiye,tr"
  })
  void a_country_is_known_by_code_and_name(String text, String code) {
    assertThat(converted("\"country\"", Json.of(text))).isEqualTo(Json.of(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "日本", "XX", "Europe"})
  void what_is_no_country_gives_none(String text) {
    assertThat(converted("\"country\"", Json.of(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Infinity", "0x10", "1e5", "1 000", "--1", ".", "١٢"})
  void what_is_no_plain_number_is_told(String text) {
    assertThat(noteOf("number", text)).containsExactly("/v invalid_number");
  }

  private static @Nullable Json converted(String conversions, Json value) {
    return mapped(conversions, value).payload().get("v");
  }

  private static List<String> noteOf(String conversion, String value) {
    var mapped = mapped("\"" + conversion + "\"", Json.of(value));
    assertThat(mapped.payload().members()).isEmpty();
    return Mappings.told(mapped.notes());
  }

  private static Mapping.Outcome.Mapped mapped(String conversions, Json value) {
    var mapping =
        Mappings.compiled(
            "{\"fields\": {\"/v\": {\"path\": \"/v\", \"convert\": [" + conversions + "]}}}");
    return (Mapping.Outcome.Mapped) mapping.apply(JsonObject.builder().put("v", value).build());
  }
}
