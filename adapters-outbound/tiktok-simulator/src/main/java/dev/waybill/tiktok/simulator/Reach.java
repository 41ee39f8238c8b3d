package dev.waybill.tiktok.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a token may be used for.
 *
 * @param ids the event source ids it may report to, plain or as {@code crm:7…}; none means all
 * @param forbidden those it may not report to although {@code ids} would allow it
 * @param advertisers the accounts it can look at; none means any
 */
record Reach(Set<String> ids, Set<String> forbidden, List<String> advertisers) {
  private static final String EVERYTHING = "*";

  Reach {
    ids = Set.copyOf(ids);
    forbidden = Set.copyOf(forbidden);
    advertisers = List.copyOf(advertisers);
  }

  static Reach of(Set<String> ids) {
    return new Reach(ids, Set.of(), List.of());
  }

  boolean covers(Source source, String id) {
    return !isIn(forbidden, source, id)
        && !forbidden.contains(EVERYTHING)
        && (ids.isEmpty() || isIn(ids, source, id));
  }

  /** The accounts it is shown, one if it may look at any. */
  List<String> accounts() {
    return advertisers.isEmpty() ? List.of(ConsentTerms.ADVERTISER) : advertisers;
  }

  boolean showsAccount(String advertiser) {
    return advertisers.isEmpty() || advertisers.contains(advertiser);
  }

  /** The ids of one kind of source, without their prefix. */
  List<String> idsOf(Source source) {
    return ids.stream()
        .map(id -> id.startsWith(source.prefix()) ? id.substring(source.prefix().length()) : id)
        .filter(source::isId)
        .filter(id -> covers(source, id))
        .sorted()
        .toList();
  }

  /** The same without this id, or without any for {@code *}. */
  Reach without(String id) {
    var more = new HashSet<>(forbidden);
    more.add(id);
    return new Reach(ids, more, advertisers);
  }

  /** The same with this id again, or with all it once had for {@code *}. */
  Reach with(String id) {
    if (id.equals(EVERYTHING)) {
      return new Reach(ids, Set.of(), advertisers);
    }
    var fewer = new HashSet<>(forbidden);
    fewer.remove(id);
    var more = new HashSet<>(ids);
    if (!ids.isEmpty()) {
      more.add(id);
    }
    return new Reach(more, fewer, advertisers);
  }

  private static boolean isIn(Set<String> set, Source source, String id) {
    return set.contains(id) || set.contains(source.prefix() + id);
  }
}
