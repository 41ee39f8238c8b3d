package dev.waybill.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadMembersTest {
  private static final String MAPPING =
      """
      {"fields": {"/user/email": {"path": ["/context/email", "/email"]},
                  "/page/url": {"path": "/context/page/url"},
                  "/properties": {"path": "/properties"},
                  "/id": {"template": "{/context/order_number}-x"}}}""";

  @Test
  void a_misspelt_member_is_found_with_the_one_that_was_probably_meant() {
    assertThat(
            found(
                """
                {"context": {"emial": "x", "pgae": {"url": "x"}, "page": {"ulr": "x"},
                             "orderNumber": 1}}"""))
        .containsExactly(
            "/context/emial email",
            "/context/pgae page",
            "/context/page/ulr url",
            "/context/orderNumber order_number");
  }

  @Test
  void what_is_read_copied_whole_or_like_nothing_else_is_left_in_peace() {
    assertThat(
            found(
                """
                {"event_id": "e", "context": {"email": "x", "page": {"url": "x"}, "favourite_colour": "red"},
                 "properties": {"emial": "x"}, "loyalty": 7}"""))
        .isEmpty();
  }

  private static List<String> found(String event) {
    return new UnreadMembers(JsonText.object(MAPPING))
        .findings(JsonText.object(event)).stream()
            .peek(finding -> assertThat(finding.kind()).isEqualTo("misspelt_member"))
            .map(
                finding ->
                    finding.pointer() + " " + finding.message().replaceAll(".*'(.*)'.*", "$1"))
            .toList();
  }
}
