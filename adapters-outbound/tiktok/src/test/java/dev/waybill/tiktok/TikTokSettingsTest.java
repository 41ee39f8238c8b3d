package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.json.NetworkntSchemas;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokSettingsTest {
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
