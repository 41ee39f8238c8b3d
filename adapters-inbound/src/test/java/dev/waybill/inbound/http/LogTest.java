package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Logger logger = (Logger) LoggerFactory.getLogger(HttpServer.class);
  private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          // Takes what belongs to the thread along.
          event.prepareForDeferredProcessing();
          logged.add(event);
        }
      };
  private final RunningApi api = RunningApi.start();

  @BeforeEach
  void listen() {
    appender.start();
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    api.close();
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(Level.OFF);
  }

  @Test
  void a_request_is_one_line_without_token_body_query_or_id() {
    api.events("application/json", "{\"event_id\":\"a\",\"context\":{\"email\":\"p@x.y\"}}");
    api.get("/v1/events/p@x.y?reveal=true");
    api.admin("GET", "/v1/p@x.y", "p@x.y");
    var lines = lines(3);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("POST /v1/events 202");
    assertThat(lines.get(1)).contains("GET /v1/events/{event_id} 404");
    assertThat(lines.get(2)).contains("404");
    assertThat(lines)
        .noneMatch(line -> line.contains("p@x.y"))
        .noneMatch(line -> line.contains("reveal"))
        .noneMatch(line -> line.contains(RunningApi.ADMIN))
        .noneMatch(line -> line.contains(FakeIngest.WRITE_KEY));
  }

  @Test
  void what_breaks_is_logged_once_under_the_id_that_was_answered() {
    api.send("GET", "/test/breaks", Map.of("X-Correlation-Id", "c-1"), BodyPublishers.noBody());
    lines(2);
    var errors = logged.stream().filter(event -> event.getLevel() == Level.ERROR).toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().getFormattedMessage())
        .startsWith("c-1 ")
        .contains(
            "java.lang.IllegalStateException\n  at dev.waybill.inbound.http.RunningApi.breaks")
        .contains("caused by java.time.format.DateTimeParseException")
        .doesNotContain("somebody's secret");
    assertThat(errors.getFirst().getThrowableProxy()).isNull();
  }

  @Test
  void an_error_of_java_itself_is_logged_under_the_id_too() {
    api.send("GET", "/test/fails", Map.of("X-Correlation-Id", "c-2"), BodyPublishers.noBody());
    lines(2);
    assertThat(correlations("fatal")).containsExactly("c-2");
  }

  @Test
  void a_page_that_cannot_be_shown_is_logged_under_the_id_too() {
    api.send("GET", "/test/pages/x", Map.of("X-Correlation-Id", "c-3"), BodyPublishers.noBody());
    lines(2);
    assertThat(correlations("no page")).containsExactly("c-3");
  }

  @Test
  void a_body_that_is_cut_short_is_logged_under_the_id_too() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      var request =
          """
          POST /v1/sources HTTP/1.1\r
          Host: x\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          X-Correlation-Id: c-4\r
          Content-Length: 100\r
          \r
          {\
          """
              .formatted(RunningApi.ADMIN);
      socket.getOutputStream().write(request.getBytes(UTF_8));
    }
    lines(2);
    assertThat(correlations("could not be read")).containsExactly("c-4");
  }

  private List<String> correlations(String line) {
    return logged.stream()
        .filter(event -> event.getFormattedMessage().contains(line))
        .map(event -> String.valueOf(event.getMDCPropertyMap().get("correlation_id")))
        .toList();
  }

  /** The line of a request is written after its answer went out. */
  private List<String> lines(int wanted) {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (logged.size() < wanted && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return logged.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
