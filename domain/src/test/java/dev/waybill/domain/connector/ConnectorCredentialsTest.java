package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ManageCredentials.Begun;
import dev.waybill.domain.connector.ManageCredentials.Completed;
import dev.waybill.domain.connector.ManageCredentials.Deleted;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.destination.Authorization.Grant;
import dev.waybill.domain.destination.Authorization.Revocation;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.ScriptedAuthorization;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.json.PlainJsonCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorCredentialsTest {
  private static final URI REDIRECT = URI.create("http://127.0.0.1:8080/v1/authorize/callback");
  private static final Duration DAY = Duration.ofHours(24);

  private final ConnectorBench bench = new ConnectorBench();
  private final ScriptedAuthorization platform = new ScriptedAuthorization(ConnectorBench.NOW);
  private final InMemoryStates states = new InMemoryStates(bench.clock);
  private final ConnectorCredentials credentials =
      new ConnectorCredentials(
          bench.connectors,
          bench.platforms,
          bench.vault,
          states,
          bench.told::add,
          new ConnectorCredentials.Tools(
              _ -> new DestinationContext(new PlainJsonCodec(), bench.clock, () -> 0, Map.of()),
              bench.clock,
              new Random(7),
              REDIRECT));

  @BeforeEach
  void thePlatformMakesTokens() {
    bench.provider.authorizes(platform);
  }

  @Test
  void a_token_the_platform_made_goes_sealed_into_the_draft() {
    var id = bench.registered().id();
    var url = started(id).url();
    assertThat(url.toString()).contains("back=" + REDIRECT);
    var done = (Completed.Done) credentials.complete(callback(url));
    assertThat(done.accounts()).containsExactly("adv-1");
    var stored = credential(done.connector().draft());
    assertThat(token(id, stored)).isEqualTo("token-1");
    assertThat(stored.since()).isEqualTo(ConnectorBench.NOW);
    assertThat(stored.expiresAt()).isEqualTo(ConnectorBench.NOW.plus(DAY));
    assertThat(stored.accounts()).containsExactly("adv-1");
    assertThat(done.toString()).doesNotContain("token-1");
  }

  @Test
  void what_runs_keeps_its_token_until_the_new_one_is_verified() {
    var working = bench.configured();
    var done = (Completed.Done) credentials.complete(callback(started(working.id()).url()));
    assertThat(done.connector()).isInstanceOf(Connector.Configured.class);
    assertThat(done.connector().active()).isEqualTo(working.active());
    assertThat(credential(done.connector().draft())).isNotEqualTo(working.active().credential());
  }

  @Test
  void a_new_token_takes_nothing_over_that_was_vouched_for_with_the_old_one() {
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.UNKNOWN));
    var id = bench.drafted().id();
    bench.verification.confirm(id, "token", "jo");
    assertThat(bench.now(id)).isInstanceOf(Connector.Configured.class);
    credentials.complete(callback(started(id).url()));
    var verified = (VerifyConnector.Verification.Done) bench.verification.verify(id);
    assertThat(verified.passed()).isFalse();
  }

  @Test
  void an_adapter_that_throws_keeps_the_credential_and_tells_no_secret() {
    var id = generated();
    var before = bench.now(id);
    platform.throwing = true;
    assertThat(credentials.complete(callback(started(id).url())).toString())
        .contains("IllegalStateException")
        .doesNotContain("s3cret");
    bench.clock.advance(Duration.ofHours(16));
    assertThat(credentials.renew(before)).extracting(Reason::code).containsExactly("unavailable");
    assertThat(credentials.delete(id, false)).isInstanceOf(Deleted.Unavailable.class);
    assertThat(bench.now(id)).isEqualTo(before);
    assertThat(credentials.delete(id, true)).isInstanceOf(Deleted.Done.class);
  }

  @Test
  void a_state_works_once_and_not_after_ten_minutes() {
    var id = bench.registered().id();
    var first = callback(started(id).url());
    credentials.complete(first);
    assertThat(credentials.complete(first)).isEqualTo(new Completed.UnknownState());

    var late = callback(started(id).url());
    bench.clock.advance(Duration.ofMinutes(10));
    assertThat(credentials.complete(late)).isEqualTo(new Completed.UnknownState());
    assertThat(platform.heard).as("codes exchanged").hasSize(1);
  }

  @Test
  void a_callback_nobody_began_exchanges_nothing() {
    assertThat(credentials.complete(Map.of("state", "made up", "code", "c")))
        .isEqualTo(new Completed.UnknownState());
    assertThat(credentials.complete(Map.of())).isEqualTo(new Completed.UnknownState());
    assertThat(platform.heard).isEmpty();
  }

  @Test
  void two_authorisations_have_states_of_their_own() {
    var id = bench.registered().id();
    assertThat(started(id).url()).isNotEqualTo(started(id).url());
  }

  @Test
  void a_platform_that_refuses_or_is_away_changes_nothing() {
    var drafted = bench.drafted();
    platform.grants.add(new Grant.Refused("40110", "The code was used."));
    assertThat(credentials.complete(callback(started(drafted.id()).url())))
        .isEqualTo(new Completed.Refused("40110", "The code was used."));
    platform.grants.add(new Grant.Unavailable("No answer."));
    assertThat(credentials.complete(callback(started(drafted.id()).url())))
        .isEqualTo(new Completed.Unavailable("No answer."));
    assertThat(bench.now(drafted.id())).isEqualTo(drafted);
  }

  @Test
  void a_platform_without_a_flow_or_set_up_by_half_says_so() {
    var id = bench.registered().id();
    platform.missing = List.of("WAYBILL_SCRIPTED_APP_ID");
    assertThat(credentials.authorize(id)).isEqualTo(new Begun.NotSetUp(platform.missing));
    bench.provider.authorizes(null);
    assertThat(credentials.authorize(id)).isEqualTo(new Begun.NotOffered());
    assertThat(credentials.authorize(new ConnectorId(99))).isEqualTo(new Begun.NotFound());
  }

  @Test
  void a_deleted_credential_is_revoked_forgotten_and_parks_the_connector() {
    var id = bench.configured().id();
    bench.edited(id, "{\"start\": \"now\"}");
    var done = (Deleted.Done) credentials.delete(id, false);
    assertThat(done.revoked()).isTrue();
    assertThat(platform.heard).containsExactly("revoke s3cret");
    var parked = (Connector.Unconfigured) bench.now(id);
    assertThat(parked.reasons()).extracting(Reason::code).containsExactly("credential_deleted");
    assertThat(Objects.requireNonNull(parked.active()).credential()).isNull();
    assertThat(Objects.requireNonNull(parked.draft()).credential()).isNull();
    assertThat(bench.told).contains(id);
    assertThat(credentials.delete(id, false)).isEqualTo(new Deleted.Nothing());
    assertThat(credentials.delete(new ConnectorId(99), false)).isEqualTo(new Deleted.NotFound());
  }

  @Test
  void a_credential_is_not_forgotten_while_the_platform_may_honour_it() {
    var working = bench.configured();
    platform.revocation = new Revocation.Unavailable("No answer.");
    assertThat(credentials.delete(working.id(), false))
        .isEqualTo(new Deleted.Unavailable("No answer."));
    assertThat(bench.now(working.id())).isEqualTo(working);
    var done = (Deleted.Done) credentials.delete(working.id(), true);
    assertThat(done.revoked()).isFalse();
    assertThat(done.detail()).isEqualTo("No answer.");
  }

  @Test
  void a_credential_the_platform_will_not_revoke_is_forgotten_all_the_same() {
    var id = bench.configured().id();
    platform.revocation = new Revocation.Refused("Revoke it there.");
    var done = (Deleted.Done) credentials.delete(id, false);
    assertThat(done.revoked()).isFalse();
    assertThat(done.detail()).isEqualTo("Revoke it there.");
    bench.provider.authorizes(null);
    var other = bench.configured().id();
    assertThat(((Deleted.Done) credentials.delete(other, false)).detail()).contains("platform");
  }

  @Test
  void a_credential_is_renewed_in_draft_and_active_when_a_third_of_its_life_is_left() {
    var id = generated();
    bench.edited(id, "{\"start\": \"now\"}");
    bench.clock.advance(Duration.ofHours(15).plusMinutes(59));
    assertThat(credentials.renew(bench.now(id))).isEmpty();
    assertThat(platform.heard).as("too early").hasSize(1);

    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(credentials.renew(bench.now(id))).isEmpty();
    assertThat(platform.heard).containsExactly("exchange c", "refresh token-1");
    var now = bench.now(id);
    assertThat(now).isInstanceOf(Connector.Configured.class);
    assertThat(token(id, credential(now.active()))).isEqualTo("token-2");
    assertThat(credential(now.draft())).isEqualTo(credential(now.active()));
    assertThat(bench.told).contains(id);
  }

  @Test
  void a_renewal_that_fails_keeps_the_old_token_and_says_why() {
    var id = generated();
    var before = bench.now(id);
    bench.clock.advance(Duration.ofHours(16));
    platform.grants.add(new Grant.Refused("40107", "Authorise again."));
    platform.grants.add(new Grant.Unavailable("No answer."));
    assertThat(credentials.renew(before)).extracting(Reason::code).containsExactly("40107");
    assertThat(credentials.renew(before)).extracting(Reason::code).containsExactly("unavailable");
    assertThat(bench.now(id)).isEqualTo(before);
  }

  @Test
  void a_token_that_does_not_expire_is_never_renewed() {
    var id = bench.configured().id();
    bench.clock.advance(Duration.ofDays(1000));
    assertThat(credentials.renew(bench.now(id))).isEmpty();
    assertThat(platform.heard).isEmpty();
  }

  /** A connector that works with a token of the platform's own making. */
  private ConnectorId generated() {
    var id = bench.drafted().id();
    credentials.complete(callback(started(id).url()));
    bench.verification.verify(id);
    bench.told.clear();
    return id;
  }

  private Begun.Started started(ConnectorId id) {
    return (Begun.Started) credentials.authorize(id);
  }

  private static Map<String, String> callback(URI url) {
    var state = url.getQuery().replaceAll("state=([^&]*).*", "$1");
    return Map.of("state", state, "code", "c");
  }

  private String token(ConnectorId id, StoredCredential stored) {
    var opened = bench.vault.open(stored.sealed(), id.toString());
    return Objects.requireNonNull(opened.get("access_token")).reveal();
  }

  private static StoredCredential credential(@Nullable Configuration configuration) {
    return Objects.requireNonNull(Objects.requireNonNull(configuration).credential());
  }
}
