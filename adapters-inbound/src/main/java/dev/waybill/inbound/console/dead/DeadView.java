package dev.waybill.inbound.console.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.reason.ReadDeadLetters.Group;
import dev.waybill.domain.reason.ReadDeadLetters.Groups;
import dev.waybill.inbound.console.piece.Figures;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters by connector and code.
 *
 * @param whole whether all were counted
 */
record DeadView(List<Reason> reasons, String total, boolean whole) {
  DeadView {
    reasons = List.copyOf(reasons);
  }

  static DeadView of(Groups groups, Instant now) {
    var alike = new LinkedHashMap<String, List<Group>>();
    groups
        .groups()
        .forEach(
            group ->
                alike
                    .computeIfAbsent(
                        Pick.value(group.connector(), group.code()), _ -> new ArrayList<>())
                    .add(group));
    var total = groups.groups().stream().mapToLong(Group::count).sum();
    return new DeadView(
        alike.entrySet().stream()
            .map(entry -> Reason.of(entry.getKey(), entry.getValue(), now))
            .sorted(Comparator.comparingLong(Reason::number).reversed())
            .toList(),
        Figures.events(total),
        groups.whole());
  }

  /**
   * What died of one code at one connector.
   *
   * @param pick the value of its box
   * @param ends when the first that a replay would send stops to count
   * @param search its single events
   */
  record Reason(
      String pick,
      String id,
      String connector,
      String connectorPath,
      String code,
      long number,
      String count,
      @Nullable String sendable,
      String first,
      String last,
      @Nullable String ends,
      String advice,
      List<Message> messages,
      String search) {
    Reason {
      messages = List.copyOf(messages);
    }

    private static Reason of(String pick, List<Group> alike, Instant now) {
      var one = alike.getFirst();
      long count = alike.stream().mapToLong(Group::count).sum();
      return new Reason(
          pick,
          "pick-" + pick.replaceAll("[^A-Za-z0-9]", "-"),
          one.connectorName(),
          "/console/connectors/" + one.connector(),
          one.code(),
          count,
          Figures.count(count),
          sendable(alike),
          Figures.from(now, min(alike, Group::first).orElseThrow()),
          Figures.from(
              now, alike.stream().map(Group::last).max(Comparator.naturalOrder()).orElseThrow()),
          min(alike, Group::soonestEnd).map(end -> Figures.from(now, end)).orElse(null),
          one.advice(),
          alike.stream()
              .map(group -> new Message(group.pattern(), Figures.count(group.count())))
              .toList(),
          "/console/search?verdict=dead&connector="
              + one.connector()
              + "&code="
              + URLEncoder.encode(one.code(), UTF_8));
    }

    private static @Nullable String sendable(List<Group> alike) {
      return alike.stream().anyMatch(group -> group.sendable() == null)
          ? null
          : Figures.count(
              alike.stream().mapToLong(group -> Objects.requireNonNull(group.sendable())).sum());
    }

    private static Optional<Instant> min(
        List<Group> alike, Function<Group, @Nullable Instant> time) {
      return alike.stream().map(time).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }
  }

  /** What the platform said, and how many times. */
  record Message(String text, String count) {}
}
