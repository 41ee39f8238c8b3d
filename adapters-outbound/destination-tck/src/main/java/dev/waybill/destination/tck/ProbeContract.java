package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.json.JacksonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every destination promises when it is asked and nothing is to be delivered. */
abstract class ProbeContract extends SpecContract {

  // ── the probe ───────────────────────────────────────────────────────────────────────────

  @Test
  void a_probe_of_a_good_credential_finds_no_fault_and_leaves_no_event_behind() {
    assertThat(results(bench().destination.probe())).isNotEmpty().doesNotContain(Result.FAILED);
    assertThat(bench().peer.requests()).allMatch(dialect()::isHarmless);
  }

  @Test
  void a_probe_of_an_unknown_token_fails_and_says_so() {
    bench().answer(dialect().unauthorised("token refused"));
    assertThat(results(probe())).contains(Result.FAILED).doesNotContain(Result.PASSED);
  }

  @Test
  void a_probe_answered_with_a_lie_passes_nothing() {
    for (var lie : dialect().probeLies()) {
      bench().answer(lie);
      assertThat(results(probe()))
          .as("answered with HTTP %d: %s", lie.status(), lie.body())
          .doesNotContain(Result.PASSED);
    }
  }

  @Test
  void a_probe_without_an_answer_is_inconclusive() {
    bench().peer.follow(_ -> new Reaction.HangUpAfterReading());
    assertThat(results(probe())).isNotEmpty().containsOnly(Result.UNKNOWN);
  }

  @Test
  void a_throttled_probe_is_inconclusive() {
    bench().answer(dialect().throttled());
    assertThat(results(probe())).isNotEmpty().containsOnly(Result.UNKNOWN);
  }

  private Probe probe() {
    var probe = bench().destination.probe();
    bench().assertKeepsCredential(probe.toString());
    assertThat(probe.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.check()).isNotBlank();
              assertThat(finding.detail()).isNotBlank();
            });
    return probe;
  }

  private static List<Result> results(Probe probe) {
    return probe.findings().stream().map(Probe.Finding::result).toList();
  }

  // ── the preview, where there is one ─────────────────────────────────────────────────────

  @Test
  void a_preview_makes_no_call() {
    preview();
    assertThat(bench().peer.requests()).isEmpty();
  }

  @Test
  void a_preview_shows_no_secret() {
    preview()
        .ifPresent(preview -> bench().assertKeepsCredential(preview.toString() + text(preview)));
  }

  @Test
  void a_preview_carries_the_payload_to_where_the_delivery_goes() {
    preview()
        .ifPresent(
            preview -> {
              var event = dialect().event("event-0");
              assertThat(Payloads.isCarried(event.payload(), preview.body())).isTrue();
              bench().deliver(List.of(event));
              var sent = bench().peer.requests().getFirst();
              assertThat(preview.method()).isEqualTo(sent.method());
              assertThat(preview.uri()).isEqualTo(bench().peer.uri().resolve(sent.path()));
              assertThat(sent.headers().keySet()).containsAll(preview.headers().keySet());
            });
  }

  private Optional<OutboundRequest> preview() {
    return bench().destination.preview(dialect().event("event-0"));
  }

  private static String text(OutboundRequest preview) {
    return new String(new JacksonCodec().write(preview.body()), StandardCharsets.UTF_8);
  }
}
