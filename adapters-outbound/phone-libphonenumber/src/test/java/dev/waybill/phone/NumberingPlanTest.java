package dev.waybill.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberingPlanTest {
  private static final int LONGEST = 10;

  @Test
  void a_number_is_valid_by_pattern_and_length_of_a_kind_and_of_them_all() {
    var table = plan(region("\\d{4,5}", "7\\d{3,5}"));
    assertThat(table.holds("7123", 0)).isTrue();
    assertThat(table.holds("71234", 0)).as("a length that is not possible").isFalse();
    assertThat(table.holds("6123", 0)).as("no kind").isFalse();
    assertThat(table.holds("712345", 0)).as("not in general").isFalse();
  }

  @Test
  void a_region_with_fitting_leading_digits_decides_alone() {
    var first = region("\\d{4}", "77\\d{2}").setLeadingDigits("7");
    var second = region("\\d{4}", "\\d{4}");
    assertThat(plan(first, second).holds("7712", 0)).isTrue();
    assertThat(plan(first, second).holds("7612", 0)).isFalse();
    assertThat(plan(first, second).holds("5612", 0)).isTrue();
  }

  @Test
  void leading_digits_fit_when_all_of_them_are_there() {
    var first = region("\\d{4}", "77\\d{2}").setLeadingDigits("7\\d{4}");
    assertThat(plan(first, region("\\d{4}", "\\d{4}")).holds("7612", 0)).isTrue();
  }

  @Test
  void a_number_that_begins_like_its_national_prefix_is_not_told() {
    var table = plan(region("\\d{3,4}", "\\d{4}").setNationalPrefixForParsing("0"));
    assertThat(table.holds("7123", 0)).isTrue();
    assertThat(table.holds("0123", 0)).isFalse();
  }

  @Test
  void unless_the_rest_were_no_number() {
    var table = plan(region("\\d{4}", "\\d{4}").setNationalPrefixForParsing("0"));
    assertThat(table.holds("0123", 0)).isTrue();
  }

  @Test
  void a_prefix_that_rewrites_is_never_looked_behind() {
    var prefixed = region("\\d{4}", "\\d{4}").setNationalPrefixForParsing("0?(?:(1)5)?");
    var table = plan(prefixed.setNationalPrefixTransformRule("9$1"));
    assertThat(table.holds("7123", 0)).isTrue();
    assertThat(table.holds("0123", 0)).isFalse();
    assertThat(table.holds("1523", 0)).isFalse();
  }

  @Test
  void a_plan_that_cannot_be_read_for_sure_holds_nothing() {
    var readable = region("\\d{4}", "\\d{4}");
    assertThat(plan(readable).holds("7123", 0)).isTrue();
    assertThat(plan(region("\\d{4}", "7\\d+")).holds("7123", 0)).isFalse();
    readable.setNationalPrefixForParsing("0?").setNationalPrefixTransformRule("9");
    assertThat(plan(readable).holds("7123", 0)).isFalse();
  }

  private static DigitTable plan(PhoneMetadata... regions) {
    return NumberingPlan.validAsTheyAre(List.of(regions), LONGEST);
  }

  private static PhoneMetadata region(String general, String mobile) {
    var none = new PhoneNumberDesc();
    return new PhoneMetadata()
        .setGeneralDesc(new PhoneNumberDesc().setNationalNumberPattern(general))
        .setMobile(
            new PhoneNumberDesc()
                .setNationalNumberPattern(mobile)
                .addPossibleLength(4)
                .addPossibleLength(6))
        .setFixedLine(none)
        .setPremiumRate(none)
        .setTollFree(none)
        .setSharedCost(none)
        .setVoip(none)
        .setPersonalNumber(none)
        .setPager(none)
        .setUan(none)
        .setVoicemail(none);
  }
}
