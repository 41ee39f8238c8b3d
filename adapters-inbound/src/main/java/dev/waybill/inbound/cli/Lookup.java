package dev.waybill.inbound.cli;

import dev.waybill.domain.json.NearestName;
import java.util.List;

/** Finds what a person called by its id or by its name. */
public final class Lookup {
  private final Api api;

  public Lookup(Api api) {
    this.api = api;
  }

  /**
   * The id of that connector.
   *
   * @throws CommandFailedException when there is none of that name, or several
   */
  public String connector(String idOrName) throws InterruptedException {
    return idOrName.matches("con_[0-9]+")
        ? idOrName
        : named(idOrName, "connector", "connectors", api.get("/v1/connectors"));
  }

  /**
   * The id of that source.
   *
   * @throws CommandFailedException when there is none of that name
   */
  public String source(String idOrName) throws InterruptedException {
    return idOrName.matches("src_[0-9]+")
        ? idOrName
        : named(idOrName, "source", "sources", api.get("/v1/sources"));
  }

  private static String named(String name, String kind, String kinds, Answer answer) {
    var all = answer.orRefused().body().documents(kinds);
    var found = all.stream().filter(one -> one.text("name").equals(name)).toList();
    if (found.size() == 1) {
      return found.getFirst().text("id");
    }
    throw new CommandFailedException(
        found.isEmpty()
            ? "There is no " + kind + " '" + name + "'." + hint(all, name)
            : "There are several " + kinds + " '" + name + "'; name one by its id: " + ids(found));
  }

  private static String hint(List<Document> all, String name) {
    return NearestName.hint(all.stream().map(one -> one.text("name")).toList(), name);
  }

  private static String ids(List<Document> found) {
    return String.join(", ", found.stream().map(one -> one.text("id")).toList()) + ".";
  }
}
