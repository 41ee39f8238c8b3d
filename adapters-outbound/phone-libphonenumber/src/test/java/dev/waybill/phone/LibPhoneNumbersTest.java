package dev.waybill.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibPhoneNumbersTest {
  private final LibPhoneNumbers phones = new LibPhoneNumbers();

  @ParameterizedTest
  @CsvSource({
    "(+1)2133734253, '', +12133734253",
    "(213) 373-4253, US, +12133734253",
    "07400 123456, GB, +447400123456",
    "+44 (0)20 7946 0018, '', +442079460018",
    "0176 12345678, DE, +4917612345678",
    "030 123456, DE, +4930123456",
    "0049 30 123456, DE, +4930123456",
    "00 44 7400 123456, DE, +447400123456",
    "02 1234 5678, IT, +390212345678",
    "+39 02 1234 5678, GB, +390212345678"
  })
  void a_valid_number_becomes_e164(String text, String region, String expected) {
    assertThat(phones.e164(text, region)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "07400 123456, ''",
    "0044 7400 123456, ''",
    "07400 123456, XX",
    "12345, US",
    "+1 213, ''",
    "+999 1234567, ''",
    "not a number, GB",
    "'', GB"
  })
  void what_is_no_valid_number_is_none(String text, String region) {
    assertThat(phones.e164(text, region)).isEmpty();
  }

  @Test
  void text_of_any_length_is_answered() {
    assertThat(phones.e164("7".repeat(100_000), "GB")).isEmpty();
  }

  @Test
  void regions_are_known_by_their_codes_in_capitals() {
    assertThat(phones.knowsRegion("GB")).isTrue();
    assertThat(phones.knowsRegion("gb")).isFalse();
    assertThat(phones.knowsRegion("XX")).isFalse();
    assertThat(phones.knowsRegion("")).isFalse();
  }
}
