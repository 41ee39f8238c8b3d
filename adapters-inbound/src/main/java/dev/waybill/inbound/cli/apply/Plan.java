package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.apply.Manifest.WantedConnector;
import dev.waybill.inbound.cli.apply.Manifest.WantedSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to do so that there is what a manifest wants. */
public record Plan(Manifest manifest, List<ForSource> sources, List<ForConnector> connectors) {
  public Plan {
    sources = List.copyOf(sources);
    connectors = List.copyOf(connectors);
  }

  /** Something to do, or not. */
  sealed interface Item {
    String title();

    boolean isNew();

    /** What changes, a line each; none where all is as it is wanted. */
    List<String> lines();

    /** What to know about it that is nothing to do; empty for nothing. */
    String note();

    default boolean isIdle() {
      return !isNew() && lines().isEmpty();
    }

    default String sign() {
      if (isNew()) {
        return "+";
      }
      return isIdle() ? "=" : "~";
    }
  }

  /**
   * @param id null where it is not there yet
   * @param note what to know about a key that is not in its file
   */
  record ForSource(WantedSource wanted, @Nullable String id, boolean makesKey, String note)
      implements Item {
    @Override
    public String title() {
      return "source " + wanted.name() + (id == null ? "" : " (" + id + ")");
    }

    @Override
    public boolean isNew() {
      return id == null;
    }

    @Override
    public List<String> lines() {
      return makesKey ? List.of("+ write key in " + wanted.keyFile()) : List.of();
    }
  }

  /**
   * @param existing null where it is not there yet
   * @param changed what of its draft differs
   * @param sendsCredential whether the credential is sent, for the first time or again
   * @param verifies whether it is verified
   * @param pauses whether it is to be paused; null to leave that as it is
   * @param note what to know about a draft that somebody else made
   */
  record ForConnector(
      WantedConnector wanted,
      @Nullable Document existing,
      List<Difference> changed,
      boolean sendsCredential,
      boolean verifies,
      @Nullable Boolean pauses,
      String note)
      implements Item {
    ForConnector {
      changed = List.copyOf(changed);
    }

    @Override
    public String title() {
      return "connector "
          + wanted.name()
          + " ("
          + (existing == null ? wanted.platform() : existing.text("id"))
          + ")";
    }

    @Override
    public boolean isNew() {
      return existing == null;
    }

    @Override
    public List<String> lines() {
      var lines = new ArrayList<String>();
      changed.forEach(difference -> lines.add(difference.line()));
      var credential = wanted.credential();
      if (sendsCredential && credential != null) {
        credential
            .written()
            .members()
            .forEach((name, from) -> lines.add("+ credential." + name + ": " + from.text()));
      }
      if (pauses != null) {
        lines.add(pauses ? "~ is paused" : "~ is resumed");
      }
      if (verifies) {
        lines.add("> is verified" + vouched());
      }
      return lines;
    }

    private String vouched() {
      return wanted.confirm().isEmpty()
          ? ""
          : ", vouching for " + String.join(", ", wanted.confirm());
    }

    boolean changesDraft() {
      return sendsCredential || !changed.isEmpty();
    }
  }

  List<Item> items() {
    var items = new ArrayList<Item>(sources);
    items.addAll(connectors);
    return items;
  }

  public boolean isIdle() {
    return items().stream().allMatch(Item::isIdle);
  }

  /** The plan as a diff. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (var item : items()) {
      lines.add(item.sign() + " " + item.title());
      item.lines().forEach(line -> lines.add("    " + line));
      if (!item.note().isEmpty()) {
        lines.add("    ! " + item.note());
      }
    }
    lines.add(summary());
    return lines;
  }

  private String summary() {
    long added = items().stream().filter(Item::isNew).count();
    long idle = items().stream().filter(Item::isIdle).count();
    long changed = items().size() - added - idle;
    return isIdle()
        ? "Nothing to do: all " + idle + " are as they are wanted."
        : "%d to add, %d to change, %d as they are wanted.".formatted(added, changed, idle);
  }

  /** The plan for programs. */
  public JsonObject json() {
    return JsonObject.builder()
        .put("nothing_to_do", isIdle())
        .put("items", items().stream().map(Plan::json).collect(JsonArray.collector()))
        .build();
  }

  private static Json json(Item item) {
    var json =
        JsonObject.builder()
            .put("item", item.title())
            .put("action", item.isNew() ? "add" : item.isIdle() ? "none" : "change");
    if (!item.note().isEmpty()) {
      json.put("note", item.note());
    }
    return json.put(
            "changes", item.lines().isEmpty() ? JsonArray.EMPTY : JsonArray.ofStrings(item.lines()))
        .build();
  }
}
