package dev.waybill.inbound.cli.doctor;

import dev.waybill.domain.json.JsonObject;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param found what was seen, in a sentence; no secret
 * @param mend what to do about it; empty where there is nothing to do
 */
public record Finding(State state, String area, String found, String mend) {
  /** How it is. */
  public enum State {
    OK,
    /** Nothing is broken, and yet somebody should look. */
    LOOK,
    WRONG
  }

  public static Finding ok(String area, String found) {
    return new Finding(State.OK, area, found, "");
  }

  public static Finding look(String area, String found, String mend) {
    return new Finding(State.LOOK, area, found, mend);
  }

  public static Finding wrong(String area, String found, String mend) {
    return new Finding(State.WRONG, area, found, mend);
  }

  public String word() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  public JsonObject json() {
    return JsonObject.builder()
        .put("area", area)
        .put("state", word())
        .put("found", found)
        .put("mend", mend)
        .build();
  }
}
