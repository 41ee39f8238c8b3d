package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Reply;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a page answers. */
public sealed interface Answer {
  /**
   * A page in the layout.
   *
   * @param crumbs the pages above it, outermost first, without the overview
   * @param template such as {@code overview/overview.jte}; its parameters are {@code view} and, if
   *     it wants it, {@code visit}
   */
  record Page(int status, String title, List<Link> crumbs, String template, Object view)
      implements Answer {
    public Page {
      crumbs = List.copyOf(crumbs);
    }

    public Page under(Link... above) {
      return new Page(status, title, List.of(above), template, view);
    }

    /** The same with another status, such as 422 for a form with problems. */
    public Page withStatus(int other) {
      return new Page(other, title, crumbs, template, view);
    }
  }

  /** A part of a page, without the layout. */
  record Fragment(int status, String template, Object view) implements Answer {}

  /**
   * A part of a page that is asked for again and again by every open tab. It is made at most every
   * few seconds for all of them, so nothing in it may belong to one session: no forms.
   *
   * @param view made only when it is needed
   */
  record Live(String template, Supplier<Object> view) implements Answer {}

  /** Goes on to another page, with a message for it. */
  record Moved(String path, @Nullable Flash flash) implements Answer {
    /** That other page says this. */
    public Moved saying(Flash message) {
      return new Moved(path, message);
    }
  }

  /** A refusal as the API knows it, shown as a page. */
  record Refused(Reply refusal) implements Answer {}

  static Page page(String title, String template, Object view) {
    return new Page(200, title, List.of(), template, view);
  }

  static Answer fragment(String template, Object view) {
    return new Fragment(200, template, view);
  }

  static Answer live(String template, Supplier<Object> view) {
    return new Live(template, view);
  }

  /** Asks before something is destroyed. */
  static Page confirm(String title, Confirmation confirmation) {
    return page(title, "frame/confirm.jte", confirmation);
  }

  static Moved moved(String path) {
    return new Moved(path, null);
  }

  static Answer refused(Reply refusal) {
    return new Refused(refusal);
  }
}
