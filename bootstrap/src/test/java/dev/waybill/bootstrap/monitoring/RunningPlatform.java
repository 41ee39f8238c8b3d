package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A platform in this process, with its embedded database. */
final class RunningPlatform implements AutoCloseable {
  private final Platform platform;
  private final Api admin;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningPlatform(Platform platform) {
    this.platform = platform;
    this.admin = new Api(platform.address(), platform.adminToken().reveal());
  }

  static RunningPlatform start(Path folder, URI tiktok, Map<String, String> more) {
    return start(folder, tiktok, more, InstantSource.system());
  }

  static RunningPlatform start(
      Path folder, URI tiktok, Map<String, String> more, InstantSource clock) {
    var environment = new HashMap<>(more);
    environment.put("WAYBILL_DATA_DIR", folder.resolve("data").toString());
    environment.put("WAYBILL_PORT", "0");
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", tiktok.toString());
    var destinations = Destinations.load(folder.resolve("plugins"));
    var checked = Settings.check(SettingValues.read(environment), destinations.specs());
    assertThat(checked).isInstanceOf(Settings.Checked.Valid.class);
    var settings = ((Settings.Checked.Valid) checked).settings();
    return new RunningPlatform(Platform.start(settings, destinations, clock));
  }

  /** The folder with the launcher, at or above the one the tests run in. */
  static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve("waybill")))
        .findFirst()
        .orElseThrow();
  }

  Api admin() {
    return admin;
  }

  /** With a write key of its own. */
  Api sender() throws IOException, InterruptedException {
    return new Api(platform.address(), TikTokSetUp.writeKey(admin));
  }

  /** What is open to everybody. */
  String text(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(platform.address().resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  String adminToken() {
    return platform.adminToken().reveal();
  }

  URI address() {
    return platform.address();
  }

  @Override
  public void close() {
    http.close();
    platform.close();
  }
}
