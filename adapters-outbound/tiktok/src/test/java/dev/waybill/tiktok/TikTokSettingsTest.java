package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.NetworkntSchemas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokSettingsTest {
  private static final JsonObject WITH_EXTERNAL_ID =
      TikTokBench.settings(
          """
          {"event": "Lead", "event_time": "2026-09-21T14:13:20Z", "event_source": "web",
           "event_id": "e-1", "context": {"external_id": " User_123 "}}""");

  private final TikTokProvider provider = new TikTokProvider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'event_source_ids':{}}",
        "{'event_source_ids':{'web':'has space'}}",
        "{'event_source_ids':{'offline':'C0EXAMPLEPIXELCODE00'}}",
        "{'event_source_ids':{'app':7000000000000000003}}",
        "{'event_source_ids':{'shop':'1'}}",
        "{'event_source_ids':{'app':'12345'},'default_region':'de'}",
        "{'event_source_ids':{'app':'12345'},'test_event_code':'A B'}",
        "{'event_source_ids':{'app':'12345'},'advertiser_id':'abc'}",
        "{'event_source_ids':{'app':'12345'},'send_app_event_id':'no'}",
        "{'event_source_ids':{'app':'12345'},'send_generated_event_id':0}",
        "{'event_source_ids':{'app':'12345'},'external_id_case':'upper'}",
        "{'event_source_ids':{'app':'12345'},'call_limits':{'second':0}}",
        "{'event_source_ids':{'app':'12345'},'call_limits':{'hour':10}}",
        "{'event_source_ids':{'app':'12345'},'acceptance_window_days':{'web':0}}",
        "{'event_source_ids':{'app':'12345'},'acceptance_window_days':{'web':366}}",
        "{'event_source_ids':{'app':'12345'},'acceptance_window_days':{'web':1.5}}"
      })
  void settings_that_cannot_work_are_refused_by_the_schema(String text) {
    var settings = TikTokBench.settings(text.replace('\'', '"'));
    assertThat(new NetworkntSchemas().check(provider.spec().settingsSchema(), settings))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'access_token':'short'}",
        "{'access_token':'with space 0123456789abcdef'}"
      })
  void tokens_that_cannot_work_are_refused_by_the_schema(String text) {
    var credential = TikTokBench.settings(text.replace('\'', '"'));
    assertThat(new NetworkntSchemas().check(provider.spec().credentialSchema(), credential))
        .isNotEmpty();
  }

  @Test
  void a_numeric_pixel_id_is_no_pixel_code() {
    var settings = TikTokBench.settings("{\"event_source_ids\":{\"web\":\"7000000000000000001\"}}");
    assertThat(provider.check(settings))
        .extracting(problem -> problem.pointer() + " " + problem.code())
        .containsExactly("/event_source_ids/web numeric_pixel_id");
  }

  @ParameterizedTest
  @CsvSource({"'',User_123", "keep,User_123", "lower,user_123"})
  void external_ids_keep_their_case_unless_told_otherwise(String setting, String hashed) {
    var settings =
        setting.isEmpty()
            ? TikTokBench.EVERYWHERE
            : TikTokBench.EVERYWHERE.with("external_id_case", Json.of(setting));
    assertThat(new NetworkntSchemas().check(provider.spec().settingsSchema(), settings)).isEmpty();
    var payload = new StartingMapping(settings).payload(WITH_EXTERNAL_ID);
    assertThat(payload.object("user").string("external_id")).isEqualTo(sha256(hashed));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_region_that_does_not_exist_is_found() {
    var settings =
        TikTokBench.settings(
            "{\"event_source_ids\":{\"app\":\"12345\"},\"default_region\":\"ZZ\"}");
    assertThat(provider.check(settings))
        .extracting(problem -> problem.code())
        .containsExactly("unknown_region");
  }

  @Test
  void a_token_that_no_header_can_carry_is_refused_without_being_repeated() {
    var broken = new Credential(Map.of("access_token", new Secret("two\nlines-0123456789")));
    var configuration = new DestinationConfiguration(TikTokBench.WEB, broken);
    var context =
        new DestinationContext(
            Events.JSON,
            InstantSource.system(),
            new Random(1),
            Map.of("base_url", "http://127.0.0.1:9"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.open(configuration, context))
        .withMessage("access_token: wanted printable ASCII without spaces");
  }
}
