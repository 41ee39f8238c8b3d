package dev.waybill.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.settings.Settings.Checked;
import dev.waybill.tracing.TraceTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void nothing_set_is_a_platform_on_loopback_with_an_embedded_database() {
    var settings = valid(Map.of());
    assertThat(settings.listenAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.database()).isNull();
    assertThat(settings.masterKeyFile())
        .isEqualTo(settings.dataDirectory().resolve("master-key.json"));
  }

  @Test
  void the_environment_wins_over_the_file() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("waybill.conf"), "WAYBILL_PORT=1\nWAYBILL_WATCH_SECONDS=7\n");
    var settings = valid(Map.of("WAYBILL_CONFIG_FILE", file.toString(), "WAYBILL_PORT", "2"));
    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.watch()).hasSeconds(7);
  }

  @Test
  void a_secret_can_come_from_a_file() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "token-of-twenty-characters\n");
    var token = valid(Map.of("WAYBILL_ADMIN_TOKEN_FILE", file.toString())).adminToken();
    assertThat(Objects.requireNonNull(token).reveal()).isEqualTo("token-of-twenty-characters");
  }

  @Test
  void a_secret_given_twice_or_from_a_missing_file_is_told_without_showing_it() {
    assertThat(
            problems(
                Map.of(
                    "WAYBILL_ADMIN_TOKEN", "hush-hush-hush-hush-hush",
                    "WAYBILL_ADMIN_TOKEN_FILE", "/nowhere")))
        .singleElement()
        .asString()
        .startsWith("WAYBILL_ADMIN_TOKEN: given twice")
        .doesNotContain("hush");
    assertThat(problems(Map.of("WAYBILL_ADMIN_TOKEN_FILE", "/nowhere")))
        .containsExactly("WAYBILL_ADMIN_TOKEN_FILE: cannot read /nowhere");
  }

  @Test
  void alerts_are_posted_signed_or_not_at_all() {
    var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    var url = "https://pager.example/hook";
    var target =
        valid(
                Map.of(
                    "WAYBILL_ALERT_WEBHOOK_URL",
                    url,
                    "WAYBILL_ALERT_WEBHOOK_SECRET",
                    secret + " " + secret))
            .alerts()
            .webhook();
    assertThat(Objects.requireNonNull(target).url()).hasToString(url);
    assertThat(target.secrets()).hasSize(2);
    assertThat(target.toString()).doesNotContain("MfKQ");
    assertThat(valid(Map.of()).alerts().webhook()).isNull();
    assertThat(problems(Map.of("WAYBILL_ALERT_WEBHOOK_URL", url)))
        .containsExactly(
            "WAYBILL_ALERT_WEBHOOK_SECRET: wanted whsec_ and base64, or two of them with a space"
                + " between");
    assertThat(problems(Map.of("WAYBILL_ALERT_WEBHOOK_SECRET", secret)))
        .containsExactly("WAYBILL_ALERT_WEBHOOK_SECRET: given without WAYBILL_ALERT_WEBHOOK_URL");
    assertThat(
            problems(
                Map.of(
                    "WAYBILL_ALERT_WEBHOOK_URL", "pager",
                    "WAYBILL_ALERT_WEBHOOK_SECRET", secret,
                    "WAYBILL_ALERT_DEAD_PERCENT", "0",
                    "WAYBILL_ALERT_HOLD", "soon")))
        .hasSize(3);
  }

  @Test
  void traces_go_where_all_programs_of_the_machine_send_theirs_unless_told_otherwise() {
    assertThat(valid(Map.of()).traces()).isNull();
    var shared = traces(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/"));
    assertThat(shared.endpoint()).hasToString("http://collector:4318");
    assertThat(shared.service()).isEqualTo("waybill");
    var own =
        traces(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
                "WAYBILL_OTLP_ENDPOINT", "http://own:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=the-other-collectors",
                "OTEL_SERVICE_NAME", "shop"));
    assertThat(own.endpoint()).hasToString("http://own:4318");
    assertThat(own.headers()).as("of the other collector").isEmpty();
    assertThat(own.service()).isEqualTo("shop");
    assertThat(problems(Map.of("WAYBILL_OTLP_ENDPOINT", "collector")))
        .containsExactly("WAYBILL_OTLP_ENDPOINT: wanted http://host or https://host");
  }

  @Test
  void a_collectors_headers_are_secrets_and_percent_encoded() throws IOException {
    var file = Files.writeString(folder.resolve("headers"), "api-key=a+b%2C%3D==\n");
    var target =
        traces(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20t0ken , x-tenant=shop"));
    assertThat(target.headers()).containsOnlyKeys("authorization", "x-tenant");
    assertThat(Objects.requireNonNull(target.headers().get("authorization")).reveal())
        .isEqualTo("Bearer t0ken");
    assertThat(target.toString()).doesNotContain("t0ken");
    var filed =
        traces(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://collector:4318",
                "OTEL_EXPORTER_OTLP_HEADERS_FILE",
                file.toString()));
    assertThat(Objects.requireNonNull(filed.headers().get("api-key")).reveal())
        .isEqualTo("a+b,===");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t0ken", "=t0ken", "a b=t0ken", "host=t0ken", "a=t0ken%0A", "a=t0ken%"})
  void headers_that_cannot_be_sent_are_refused_unseen_with_all_the_rest(String headers) {
    var problems =
        problems(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "collector",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                "OTEL_EXPORTER_OTLP_HEADERS", headers,
                "WAYBILL_PORT", "70000"));
    assertThat(problems)
        .hasSize(4)
        .anyMatch(problem -> problem.startsWith("OTEL_EXPORTER_OTLP_ENDPOINT: wanted http"))
        .anyMatch(problem -> problem.startsWith("OTEL_EXPORTER_OTLP_PROTOCOL: wanted http/proto"))
        .anyMatch(problem -> problem.startsWith("OTEL_EXPORTER_OTLP_HEADERS: wanted name=value"))
        .noneMatch(problem -> problem.contains("t0ken"));
  }

  @Test
  void what_the_machine_says_of_traces_does_not_matter_where_none_are_sent() {
    assertThat(
            valid(
                    Map.of(
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                        "OTEL_EXPORTER_OTLP_HEADERS", "nonsense",
                        "OTEL_RESOURCE_ATTRIBUTES", "a=b"))
                .traces())
        .isNull();
  }

  private static TraceTarget traces(Map<String, String> environment) {
    return Objects.requireNonNull(valid(environment).traces());
  }

  @Test
  void a_database_of_ones_own_needs_the_master_key() {
    assertThat(problems(Map.of("WAYBILL_DATABASE_URL", "jdbc:postgresql://db/waybill")))
        .singleElement()
        .asString()
        .startsWith("WAYBILL_MASTER_KEY_FILE: must be given");
  }

  @Test
  void a_password_in_the_url_is_refused() {
    assertThat(
            problems(
                Map.of(
                    "WAYBILL_DATABASE_URL", "jdbc:postgresql://db/waybill?password=hush",
                    "WAYBILL_MASTER_KEY_FILE", "key")))
        .singleElement()
        .asString()
        .startsWith("WAYBILL_DATABASE_URL: holds a password")
        .doesNotContain("hush");
  }

  @Test
  void numbers_out_of_range_words_not_known_and_unreadable_files_are_told_together() {
    assertThat(
            problems(
                Map.of(
                    "WAYBILL_CONFIG_FILE", "/nowhere",
                    "WAYBILL_PORT", "70000",
                    "WAYBILL_LOG_FORMAT", "xml",
                    "WAYBILL_LISTEN_ADDRESS", "not an address",
                    "WAYBILL_DATABASE_PASSWORD", "hush")))
        .hasSize(5);
  }

  @Test
  void times_and_sizes_have_units() {
    var kept = valid(Map.of("WAYBILL_RETENTION", "36h", "WAYBILL_DISK_BUDGET", "20GB")).retention();
    assertThat(kept.retention()).hasHours(36);
    assertThat(kept.diskBudget()).hasValue(20L << 30);
    assertThat(kept.deadPayloads()).hasDays(30);
    assertThat(valid(Map.of()).retention().retention()).hasDays(7);
    assertThat(valid(Map.of()).retention().diskBudget()).isEmpty();
    assertThat(
            problems(
                Map.of(
                    "WAYBILL_RETENTION", "7",
                    "WAYBILL_DISK_BUDGET", "lots",
                    "WAYBILL_KEY_BUDGET", "-1")))
        .hasSize(3);
    assertThat(problems(Map.of("WAYBILL_RETENTION", "0d"))).hasSize(1);
    assertThat(problems(Map.of("WAYBILL_RETENTION", "9999d"))).hasSize(1);
    assertThat(problems(Map.of("WAYBILL_DISK_BUDGET", "0GB"))).hasSize(1);
  }

  private static Settings valid(Map<String, String> environment) {
    var checked = Settings.check(SettingValues.read(environment), List.of());
    assertThat(checked).isInstanceOf(Checked.Valid.class);
    return ((Checked.Valid) checked).settings();
  }

  private static List<String> problems(Map<String, String> environment) {
    var checked = Settings.check(SettingValues.read(environment), List.of());
    assertThat(checked).isInstanceOf(Checked.Invalid.class);
    return ((Checked.Invalid) checked).problems();
  }
}
