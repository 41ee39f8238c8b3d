package dev.waybill.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPlansTest {
  private static final long SEED = Long.getLong("phone.seed", 20);
  private static final int ROUNDS = Integer.getInteger("phone.rounds", 350);
  private static final List<String> REGIONS = List.of("", "US", "GB", "IT", "AR", "BS", "KZ", "XX");
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private final LibPhoneNumbers phones = new LibPhoneNumbers();
  private final NumberingPlans plans = new NumberingPlans(LIBRARY);

  @Test
  void what_is_surely_valid_is_valid_to_the_library_and_written_the_same() {
    var seen = new AtomicInteger();
    var sure = new AtomicInteger();
    var mistakes = new ArrayList<String>();
    for (var code : SampleNumbers.callingCodes()) {
      new SampleNumbers(
              code,
              SEED,
              ROUNDS,
              text -> {
                seen.incrementAndGet();
                if (plans.surelyValid(text)) {
                  sure.incrementAndGet();
                  collectMistake(text, mistakes);
                }
              })
          .generate();
    }
    assertThat(mistakes).isEmpty();
    assertThat(seen.get()).as("numbers").isGreaterThan(400_000);
    assertThat(sure.get()).as("compared").isGreaterThan(100_000);
  }

  @Test
  void a_table_that_says_yes_once_too_often_would_be_found() {
    assertThat(mistakes(44, text -> text.startsWith("+447") && text.length() == 13)).isNotEmpty();
    assertThat(mistakes(7, text -> text.startsWith("+78"))).isNotEmpty();
    assertThat(mistakes(54, text -> text.startsWith("+540"))).isNotEmpty();
  }

  @Test
  void most_valid_numbers_of_nearly_every_calling_code_are_known_at_a_glance() {
    var slow = new ArrayList<Integer>();
    for (var code : SampleNumbers.callingCodes()) {
      var examples = SampleNumbers.examples(code);
      var known =
          examples.stream().filter(number -> plans.surelyValid("+" + code + number)).count();
      if (known * 2 <= examples.size()) {
        slow.add(code);
      }
    }
    assertThat(slow)
        .as("these rewrite numbers that begin like most of theirs")
        .isSubsetOf(261, 672);
  }

  @Test
  void mobile_numbers_of_the_largest_countries_are_known_at_a_glance() {
    var regions =
        "IN CN US ID PK NG BR BD RU ET MX JP EG PH CD VN IR TR DE TH TZ GB FR ZA IT KE MM CO KR SD UG ES DZ IQ AR AF YE"
            + " CA PL MA AO UA UZ MY MZ GH PE SA MG CI NP AU";
    assertThat(Stream.of(regions.split(" ")).filter(region -> !plans.surelyValid(mobile(region))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "+1",
        "+12",
        "+123456",
        "12133734253",
        "+1213373425",
        "+121337342531",
        "+1213373425x",
        "+1213373425:",
        "+1213373425/",
        "+1 2133734253",
        "\uFF0B12133734253",
        "+1213373425\u0663",
        "+02133734253",
        "+9991234567",
        "+1234567890123456",
        "12133734253+",
        "++12133734253"
      })
  void anything_but_a_whole_number_in_e164_form_is_left_to_the_library(String text) {
    assertThat(plans.surelyValid(text)).isFalse();
  }

  @Test
  void the_tables_of_all_calling_codes_take_less_than_a_quarter_of_a_megabyte() {
    var bytes = SampleNumbers.callingCodes().stream().mapToInt(code -> plans.table(code).bytes());
    assertThat(bytes.sum()).isBetween(1, 256 * 1024);
  }

  private List<String> mistakes(int code, Predicate<String> alsoValid) {
    var mistakes = new ArrayList<String>();
    new SampleNumbers(
            code,
            SEED,
            ROUNDS,
            text -> {
              if (plans.surelyValid(text) || alsoValid.test(text)) {
                collectMistake(text, mistakes);
              }
            })
        .generate();
    return mistakes;
  }

  private void collectMistake(String text, List<String> mistakes) {
    var region = REGIONS.get(Math.floorMod(text.hashCode(), REGIONS.size()));
    var answer = phones.byLibrary(text, region);
    if (!answer.equals(Optional.of(text))) {
      mistakes.add(text + " is " + answer + " in " + region);
    }
  }

  private static String mobile(String region) {
    var example = LIBRARY.getExampleNumberForType(region, PhoneNumberType.MOBILE);
    return LIBRARY.format(example, PhoneNumberFormat.E164);
  }
}
