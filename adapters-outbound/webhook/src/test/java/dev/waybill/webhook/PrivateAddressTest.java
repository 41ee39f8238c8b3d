package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.destination.http.Receiver.Resolver;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Probe;
import dev.waybill.json.JacksonCodec;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver of these tests is at 127.0.0.1, so a call that got out would be seen there. */
class PrivateAddressTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("203.0.113.7");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0.0.0.0",
        "10.1.2.3",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00:ec2::254]"
      })
  void a_host_that_is_not_public_is_not_called(String host) {
    try (var bench = WebhookBench.asInstalled(host, InetAddress::getAllByName)) {
      assertRefused(bench);
    }
  }

  @Test
  void one_private_address_among_public_ones_is_too_many() {
    try (var bench = WebhookBench.asInstalled("localhost", answering(PUBLIC, LOOPBACK))) {
      assertRefused(bench);
    }
  }

  private static Resolver answering(InetAddress... addresses) {
    return _ -> addresses;
  }

  private static void assertRefused(WebhookBench bench) {
    var report = bench.webhook.deliver(List.of(bench.dialect.event("a"), bench.dialect.event("b")));
    assertThat(report.outcomes())
        .hasSize(2)
        .allSatisfy(
            outcome -> {
              assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
              var blocked = (Outcome.Blocked) outcome;
              assertThat(blocked.code()).isEqualTo("private_address");
              assertThat(blocked.message()).contains("WAYBILL_WEBHOOK_ALLOW_PRIVATE_ADDRESSES");
            });
    assertThat(report.calls()).isEmpty();
    assertThat(bench.webhook.probe().findings())
        .extracting(Probe.Finding::check, Probe.Finding::result)
        .containsExactly(tuple("address", Probe.Result.FAILED));
    assertThat(bench.peer.requests()).as("nothing is sent").isEmpty();
  }

  /** The fake resolver says public, the client finds localhost: so the first call gets through. */
  @Test
  void a_name_that_turns_private_later_is_not_called_again() {
    var answers = new ArrayDeque<>(List.of(PUBLIC, LOOPBACK));
    try (var bench =
        WebhookBench.asInstalled("localhost", _ -> new InetAddress[] {answers.removeFirst()})) {
      assertThat(bench.deliver("a")).containsOnly(Outcome.ACCEPTED);
      assertThat(bench.deliver("a")).hasOnlyElementsOfType(Outcome.Blocked.class);
      assertThat(bench.peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_name_nobody_knows_is_transient_and_nothing_is_sent() {
    Resolver unknown =
        host -> {
          throw new UnknownHostException(host);
        };
    try (var bench = WebhookBench.asInstalled("localhost", unknown)) {
      assertTransient(bench);
    }
  }

  @Test
  @Timeout(20)
  void a_name_service_that_hangs_is_given_up_on() {
    var never = new CountDownLatch(1);
    Resolver hanging =
        _ -> {
          awaitUnlessInterrupted(never);
          return new InetAddress[0];
        };
    try (var bench = WebhookBench.asInstalled("localhost", hanging)) {
      var began = System.nanoTime();
      assertTransient(bench);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static void awaitUnlessInterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertTransient(WebhookBench bench) {
    assertThat(bench.deliver("a"))
        .satisfiesExactly(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.cause()).isEqualTo(Cause.TRANSIENT)));
    assertThat(bench.peer.requests()).isEmpty();
  }

  @Test
  void an_installation_that_allows_them_is_believed() {
    try (var bench = WebhookBench.open()) {
      assertThat(bench.deliver("a")).containsOnly(Outcome.ACCEPTED);
    }
  }

  @Test
  void a_setting_that_is_neither_true_nor_false_allows_nothing() {
    var dialect = new WebhookDialect();
    var configuration =
        new DestinationConfiguration(
            dialect.settings(URI.create("http://127.0.0.1:9")), dialect.credential());
    var context =
        new DestinationContext(
            new JacksonCodec(),
            InstantSource.system(),
            new Random(1),
            Map.of("allow_private_addresses", "yes"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookProvider().open(configuration, context))
        .withMessage("allow_private_addresses: wanted true or false");
  }
}
