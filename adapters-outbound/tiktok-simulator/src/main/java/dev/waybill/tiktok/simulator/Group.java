package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** An object whose members are known by name; a member that is not listed may be anything. */
final class Group implements Shape {
  private final String path;
  private final Map<String, Member> byName;
  private final List<String> names;
  private final List<Member> members;
  private final PropertyNameMatcher matcher;

  /** The path names it in findings. */
  Group(String path, Map<String, Member> members) {
    this.path = path;
    this.byName = Map.copyOf(members);
    this.names = List.copyOf(members.keySet());
    this.members = names.stream().map(byName::get).toList();
    var named = names.stream().map(Named::fromString).toList();
    this.matcher = Json.MAPPER.tokenStreamFactory().constructNameMatcher(named, false);
  }

  String path() {
    return path;
  }

  Optional<Member> member(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Finds a name in the bytes, without making text of it; what it finds is {@link #member(int)}.
   */
  PropertyNameMatcher matcher() {
    return matcher;
  }

  String name(int index) {
    return names.get(index);
  }

  Member member(int index) {
    return members.get(index);
  }
}
