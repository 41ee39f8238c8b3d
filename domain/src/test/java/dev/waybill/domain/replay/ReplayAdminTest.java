package dev.waybill.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.EarlierMappings;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.relay.ConnectorWindows;
import dev.waybill.domain.replay.ManageReplays.Wanted;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.domain.replay.Selection.DeadLetters;
import dev.waybill.domain.replay.Selection.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayAdminTest {
  private static final ConnectorId CONNECTOR = new ConnectorId(3);
  private static final ReplayId ID = new ReplayId(7);
  private static final Reason NEW = new Reason("not_verified", "New.", Instant.EPOCH);
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final DeadLetters ALL = new DeadLetters(Set.of(), null, null);

  private final OneReplay replays = new OneReplay();
  private final List<String> audited = new ArrayList<>();
  private final List<ConnectorId> told = new ArrayList<>();
  private RateLimit rate = RateLimit.NONE;
  private final InstantSource clock = InstantSource.fixed(NOON);
  private final InMemoryConnectors connectors =
      new InMemoryConnectors(clock, new InMemoryOutbox(clock));
  private final ReplayAdmin admin =
      new ReplayAdmin(
          replays,
          new ConnectorWindows(connectors, (_, _) -> new Opened.Ready(runtime())),
          (action, subject) -> audited.add(action + " " + subject),
          told::add,
          clock);

  private ConnectorRuntime runtime() {
    return new ConnectorRuntime(
        new ScriptedDestination(),
        event -> new Mapping.Outcome.Mapped(event, List.of()),
        EventFilter.ALL,
        new Limits(3, 1 << 20, Duration.ofDays(2)),
        rate,
        1,
        EarlierMappings.NONE);
  }

  @Test
  void whoever_begins_one_is_on_record_and_the_relay_hears_of_it() {
    assertThat(admin.begin(new Wanted(CONNECTOR, ALL, 5))).isInstanceOf(Creation.Created.class);
    assertThat(audited).containsExactly("create_replay rpl_7 con_3");
    assertThat(told).containsExactly(CONNECTOR);
    assertThat(replays.rate).isEqualTo(5);
  }

  @Test
  void dead_letters_have_a_rate_where_nobody_says_and_a_time_range_has_none() {
    assertThat(new Wanted(CONNECTOR, ALL, null).rate()).isEqualTo(ManageReplays.DEFAULT_RATE);
    var range = new TimeRange(NOON, NOON.plusSeconds(1), null);
    assertThat(new Wanted(CONNECTOR, range, null).rate()).isNull();
  }

  @Test
  void what_is_not_begun_leaves_no_record() {
    replays.creation = new Creation.Running(ID);
    assertThat(admin.begin(new Wanted(CONNECTOR, ALL, null))).isEqualTo(replays.creation);
    assertThat(audited).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void each_change_is_on_record_once() {
    admin.pause(ID);
    admin.pause(ID);
    admin.resume(ID);
    admin.cancel(ID);
    assertThat(audited)
        .containsExactly(
            "pause_replay rpl_7 con_3", "resume_replay rpl_7 con_3", "cancel_replay rpl_7 con_3");
    assertThat(told).hasSize(3);
  }

  @Test
  void a_change_that_is_refused_leaves_no_record() {
    admin.cancel(ID);
    audited.clear();
    assertThat(admin.resume(ID)).isInstanceOf(Change.Over.class);
    assertThat(admin.pause(new ReplayId(8))).isEqualTo(new Change.NotFound());
    assertThat(audited).isEmpty();
  }

  @Test
  void a_preview_of_a_connector_without_a_configuration_knows_no_windows_and_begins_nothing() {
    assertThat(admin.preview(new Wanted(CONNECTOR, ALL, null)))
        .isEqualTo(new Finding.Found(new Survey(4, 0, 0, null)));
    assertThat(replays.cutoffs).isNull();
    assertThat(audited).isEmpty();
  }

  @Test
  void a_preview_tells_how_long_it_takes_at_the_connectors_own_rate() {
    var connector = connectors.create("shop", "scripted", Configuration.empty(Set.of()), NEW).id();
    connectors.promote(connector, 1);
    var range = new TimeRange(NOON, NOON.plusSeconds(1), null);
    assertThat(takes(new Wanted(connector, range, null))).isEmpty();

    rate = new RateLimit(null, 2);
    connectors.pause(connector, true);
    assertThat(takes(new Wanted(connector, range, null))).contains(Duration.ofSeconds(2));
    assertThat(takes(new Wanted(connector, ALL, 1))).contains(Duration.ofSeconds(4));

    rate = new RateLimit(1, null);
    connectors.pause(connector, false);
    assertThat(takes(new Wanted(connector, ALL, null)))
        .as("calls of three events at most")
        .contains(Duration.ofSeconds(2));
  }

  private Optional<Duration> takes(Wanted wanted) {
    return ((Finding.Found) admin.preview(wanted)).survey().takes(wanted.rate());
  }

  /** One replay, which was begun before. */
  private static final class OneReplay implements Replays {
    private Creation creation = new Creation.Created(replay(ReplayStatus.RUNNING));
    private ReplayStatus status = ReplayStatus.RUNNING;
    private @Nullable Integer rate;
    private @Nullable Cutoffs cutoffs;

    private static Replay replay(ReplayStatus status) {
      var progress = new Progress.Moves(4, 0, 0);
      return new Replay(ID, CONNECTOR, ALL, 5, status, progress, NOON, Duration.ZERO, null, NOON);
    }

    @Override
    public Creation create(
        ConnectorId connector, Selection selection, @Nullable Integer eventsPerSecond) {
      rate = eventsPerSecond;
      return creation;
    }

    @Override
    public Finding survey(ConnectorId connector, Selection selection, @Nullable Cutoffs seen) {
      cutoffs = seen;
      return new Finding.Found(new Survey(4, 0, 0, null));
    }

    @Override
    public Optional<Replay> find(ReplayId id) {
      return id.equals(ID) ? Optional.of(replay(status)) : Optional.empty();
    }

    @Override
    public List<Replay> latest(@Nullable ConnectorId connector, int limit) {
      return List.of(replay(status));
    }

    @Override
    public Change change(ReplayId id, ReplayStatus to) {
      if (!id.equals(ID)) {
        return new Change.NotFound();
      }
      if (status.isOver()) {
        return new Change.Over(replay(status));
      }
      boolean news = status != to;
      status = to;
      return new Change.Changed(replay(to), news);
    }

    @Override
    public boolean advance() {
      return false;
    }
  }
}
