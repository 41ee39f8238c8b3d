package dev.waybill.domain.reason;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.reason.DeadLetterTallies.Tally;
import dev.waybill.domain.relay.ConnectorWindows;
import dev.waybill.domain.relay.WindowLengths;
import dev.waybill.domain.replay.Cutoffs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts dead letters together whose messages differ only in numbers and in what they quote. */
public final class DeadLetterReasons implements ReadDeadLetters {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|“[^”]*”");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final DeadLetterTallies tallies;
  private final Connectors connectors;
  private final ConnectorWindows windows;
  private final InstantSource clock;

  public DeadLetterReasons(
      DeadLetterTallies tallies,
      Connectors connectors,
      ConnectorWindows windows,
      InstantSource clock) {
    this.tallies = tallies;
    this.connectors = connectors;
    this.windows = windows;
    this.clock = clock;
  }

  @Override
  public Groups groups(@Nullable ConnectorId connector) {
    var lengths = lengths(connector);
    var now = clock.instant();
    var cutoffs = new HashMap<ConnectorId, Cutoffs>();
    lengths.forEach((id, known) -> cutoffs.put(id, Cutoffs.of(known, now)));
    var groups = new LinkedHashMap<Kind, Group>();
    var counted = tallies.tallies(connector, cutoffs, COUNTED);
    for (var tally : counted) {
      var group = group(tally, lengths.get(tally.connector()));
      groups.merge(Kind.of(group), group, DeadLetterReasons::together);
    }
    return new Groups(
        groups.values().stream().sorted(Comparator.comparingLong(Group::count).reversed()).toList(),
        counted.stream().allMatch(tally -> tally.lane() < COUNTED));
  }

  private Map<ConnectorId, WindowLengths> lengths(@Nullable ConnectorId connector) {
    var ids =
        connector == null
            ? connectors.all().stream().map(Connector::id).toList()
            : List.of(connector);
    var lengths = new HashMap<ConnectorId, WindowLengths>();
    ids.forEach(id -> windows.of(id).ifPresent(known -> lengths.put(id, known)));
    return lengths;
  }

  private static Group group(Tally tally, @Nullable WindowLengths lengths) {
    return new Group(
        tally.connector(),
        tally.connectorName(),
        tally.code(),
        pattern(tally.message()),
        tally.count(),
        lengths == null ? null : tally.sendable(),
        tally.first(),
        tally.last(),
        end(lengths, tally.source(), tally.oldest()).orElse(null),
        Advice.of(tally.code()));
  }

  static String pattern(String message) {
    return NUMBERS.matcher(QUOTED.matcher(message).replaceAll("“…”")).replaceAll("#");
  }

  private static Optional<Instant> end(
      @Nullable WindowLengths lengths, @Nullable EventSource source, @Nullable Instant oldest) {
    var window = lengths == null || source == null ? null : lengths.acceptance().get(source);
    if (window == null || oldest == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(oldest.plus(window));
    } catch (DateTimeException | ArithmeticException _) {
      // A window without end.
      return Optional.empty();
    }
  }

  private static Group together(Group one, Group other) {
    var sendable = one.sendable();
    var more = other.sendable();
    return new Group(
        one.connector(),
        one.connectorName(),
        one.code(),
        one.pattern(),
        one.count() + other.count(),
        sendable == null || more == null ? null : (Long) (sendable + more),
        one.first().isBefore(other.first()) ? one.first() : other.first(),
        one.last().isAfter(other.last()) ? one.last() : other.last(),
        sooner(one.soonestEnd(), other.soonestEnd()),
        one.advice());
  }

  private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private record Kind(ConnectorId connector, String code, String pattern) {
    static Kind of(Group group) {
      return new Kind(group.connector(), group.code(), group.pattern());
    }
  }
}
