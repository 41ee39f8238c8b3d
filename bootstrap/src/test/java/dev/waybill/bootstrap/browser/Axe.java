package dev.waybill.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Looks for what keeps people from using a page. */
final class Axe {
  private static final String SCRIPT = read();

  /** Milder by its own measure, and yet how who sees nothing finds the way. */
  private static final String LANDMARKS = "['region', 'landmark-one-main', 'heading-order']";

  private static final String RUN =
      """
      async () => (await axe.run()).violations
        .filter(found => found.impact === 'serious' || found.impact === 'critical'
          || %s.includes(found.id))
        .map(found => found.id + ': ' + found.nodes.map(node => node.html.slice(0, 160)).join(' | '))"""
          .formatted(LANDMARKS);

  private Axe() {}

  /** Fails where it finds something serious. */
  static void check(Page page, String where) {
    page.evaluate(SCRIPT);
    assertThat((List<?>) page.evaluate(RUN)).as(where).isEmpty();
  }

  private static String read() {
    var loader = Axe.class.getClassLoader();
    var about = new Properties();
    try (var pom =
        loader.getResourceAsStream("META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      about.load(Objects.requireNonNull(pom, "the WebJar of axe"));
      var path =
          "META-INF/resources/webjars/axe-core/" + about.getProperty("version") + "/axe.min.js";
      try (var script = loader.getResourceAsStream(path)) {
        return new String(
            Objects.requireNonNull(script, path).readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
