package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.console.access.Session;
import dev.waybill.inbound.http.Form;
import dev.waybill.inbound.http.Request;
import java.time.Instant;
import java.util.Optional;

/** A request of somebody who signed in. For the thread that handles it. */
public final class Visit {
  private final Request request;
  private final Session session;
  private final Form form;
  private final Instant now;

  Visit(Request request, Session session, Form form, Instant now) {
    this.request = request;
    this.session = session;
    this.form = form;
    this.now = now;
  }

  /** The parameter of the route's path. */
  public String path(String name) {
    return request.path(name);
  }

  public Optional<String> query(String name) {
    return request.query(name);
  }

  /** The fields of a POST; none for a GET. */
  public Form form() {
    return form;
  }

  /** The path with its query, as it was asked for. */
  public String target() {
    return request.target();
  }

  /** Whether a script asks, for a part of a page. */
  public boolean isByScript() {
    return request.header("HX-Request").isPresent();
  }

  /** What a form has to carry; {@code @template.piece.csrf(visit)} puts it there. */
  public String csrf() {
    return session.csrf();
  }

  /** The time of the whole answer. */
  public Instant now() {
    return now;
  }

  Session session() {
    return session;
  }

  /** Sends the person on to where what they wanted goes on by itself, once. */
  public Answer goOnAt(String path) {
    session.goOnAt(path);
    return Answer.moved(path);
  }

  /** Whether this page is where it goes on. */
  public boolean goesOnHere() {
    return session.goesOnAt(request.path());
  }
}
