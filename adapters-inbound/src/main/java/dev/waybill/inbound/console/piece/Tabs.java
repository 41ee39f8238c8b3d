package dev.waybill.inbound.console.piece;

import java.util.List;

/**
 * Views of one thing, each with an address.
 *
 * @param label what they are views of, for who cannot see them
 * @param current the path of the one that is shown
 */
public record Tabs(String label, List<Link> links, String current) {
  public Tabs {
    links = List.copyOf(links);
  }

  /** Names a link in the page, the same whenever it is made anew. */
  public String anchor(Link link) {
    return "tab-" + link.label().replace(' ', '-');
  }
}
