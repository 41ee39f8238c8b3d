package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.console.piece.Link;
import java.util.List;

/** Pages that belong together. */
public interface ConsolePart {
  List<ConsoleRoute> routes();

  /** What the navigation offers of them, in its order. */
  default List<Link> navigation() {
    return List.of();
  }
}
