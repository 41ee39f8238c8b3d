package dev.waybill.inbound.console.access;

import dev.waybill.domain.audit.Actor;
import dev.waybill.inbound.console.piece.Flash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One browser that signed in. Safe for use by many threads. */
public final class Session {
  private static final int MOST_FLASHES = 8;

  private final Actor actor;
  private final String csrf;
  private final Instant expiresAt;
  private final List<Flash> flashes = new ArrayList<>();
  private String goesOn = "";

  Session(Actor actor, String csrf, Instant expiresAt) {
    this.actor = actor;
    this.csrf = csrf;
    this.expiresAt = expiresAt;
  }

  /** On whose behalf things are done in it. */
  public Actor actor() {
    return actor;
  }

  /** What every form of this session sends along, so that no other site can send one. */
  public String csrf() {
    return csrf;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  /** Keeps a message for the next page this session is shown. */
  public synchronized void tell(Flash flash) {
    if (flashes.size() < MOST_FLASHES) {
      flashes.add(flash);
    }
  }

  /** The messages kept, which are told once. */
  public synchronized List<Flash> told() {
    var told = List.copyOf(flashes);
    flashes.clear();
    return told;
  }

  /** Keeps in mind that what comes next in this session goes on by itself at that path, once. */
  public synchronized void goOnAt(String path) {
    goesOn = path;
  }

  /** Whether it goes on at that path, which is told once. */
  public synchronized boolean goesOnAt(String path) {
    boolean here = path.equals(goesOn);
    goesOn = here ? "" : goesOn;
    return here;
  }
}
