package dev.waybill.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintKindsTest {
  private static final LintKind OWN = new LintKind("own", "It is odd.", "Make it even.");
  private static final LintKind OTHER_WORDS = new LintKind("double_hash", "Hm.", "Hm.");

  private static LintKinds of(LintKind... kinds) {
    var provider = new ScriptedProvider();
    provider.payloads(
        JsonObject.EMPTY,
        new PayloadReview() {
          @Override
          public List<MatchKey> matchKeys() {
            return List.of();
          }

          @Override
          public List<LintFinding> findings(OutboundEvent event) {
            return List.of();
          }

          @Override
          public List<LintKind> kinds() {
            return List.of(kinds);
          }
        });
    return LintKinds.of(provider);
  }

  @Test
  void those_of_every_platform_and_the_adapters_own_are_explained() {
    var kinds = of(OWN);
    assertThat(kinds.named("own")).isEqualTo(OWN);
    assertThat(
            List.of(
                "unknown_field", "number_as_text", "wrong_type", "double_hash", "review_failed"))
        .allMatch(kinds::explain)
        .allMatch(LintKinds.COMMON::explain);
    assertThat(LintKinds.COMMON.explain("own")).isFalse();
  }

  @Test
  void an_adapter_does_not_change_what_a_common_kind_means() {
    assertThat(of(OTHER_WORDS).named("double_hash"))
        .isEqualTo(LintKinds.COMMON.named("double_hash"));
  }

  @Test
  void what_nobody_explains_has_general_words() {
    assertThat(of(OWN).explain("gone")).isFalse();
    assertThat(of(OWN).named("gone").code()).isEqualTo("gone");
    assertThat(of(OWN).named("gone").remedy()).contains("Preview");
  }
}
