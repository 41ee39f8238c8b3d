package dev.waybill.destination.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.domain.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
  /** The example that implementations of Standard Webhooks check each other with. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final String OTHER = "whsec_cHJldmlvdXMtc2VjcmV0LW9mLXRoZS1ob29r";

  @Test
  void the_published_example_is_signed_as_published() {
    assertThat(keys(SECRET).sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void while_secrets_rotate_the_current_one_signs_first_and_the_one_before_too() {
    var rotated = keys(OTHER, SECRET);
    var current = keys(OTHER).sign(ID, TIMESTAMP, BODY);
    assertThat(rotated.sign(ID, TIMESTAMP, BODY)).isEqualTo(current + " " + SIGNATURE);
  }

  @Test
  void without_a_secret_there_is_nothing_to_sign_with() {
    assertThat(keys().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_MfKQ9r8GKYqrTwjU?",
        "whsec_A"
      })
  void what_is_no_secret_is_refused_and_not_repeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys(text))
        .withMessage("signing secret: wanted whsec_ and base64")
        .withNoCause();
  }

  private static SigningKeys keys(String... secrets) {
    return SigningKeys.of(Arrays.stream(secrets).map(Secret::new).toList());
  }
}
