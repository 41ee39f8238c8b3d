package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import java.util.List;

/**
 * What surrounds a page.
 *
 * @param csrf empty for who has not signed in, and then there is no navigation either
 * @param current the path of the navigation's link that leads here or above; empty for none
 */
record LayoutView(
    String title,
    List<Link> crumbs,
    List<Link> navigation,
    String current,
    List<Flash> flashes,
    String csrf,
    AssetPaths assets) {
  boolean isSignedIn() {
    return !csrf.isEmpty();
  }

  /** The headers that every request by script carries, as htmx wants them written. */
  String scriptHeaders() {
    return "{\"" + dev.waybill.inbound.console.access.Gate.CSRF_HEADER + "\":\"" + csrf + "\"}";
  }

  record AssetPaths(String style, String script, String htmx, String icon) {
    static AssetPaths of(Assets assets) {
      return new AssetPaths(
          assets.path("console.css"),
          assets.path("console.js"),
          assets.path("htmx.js"),
          assets.path("icon.svg"));
    }
  }
}
