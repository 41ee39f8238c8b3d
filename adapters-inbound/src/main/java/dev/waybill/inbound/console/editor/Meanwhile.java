package dev.waybill.inbound.console.editor;

import dev.waybill.domain.json.JsonCodec;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else saved while a text stood in the editor.
 *
 * @param typed the text, to be saved over what was found; what was not touched is theirs now
 * @param rules theirs, where both changed them; else null
 * @param tests the same of the tests, empty where they left none
 * @param sentence what happened and what saving again does
 */
record Meanwhile(Typed typed, @Nullable String rules, @Nullable String tests, String sentence) {
  static Meanwhile of(Typed typed, Stored now, JsonCodec codec) {
    var seen = typed.seen();
    var rules = Side.of(seen.rules(), typed.rules(), now.rules(), codec);
    var tests = Side.of(seen.tests(), typed.tests(), now.tests(), codec);
    return new Meanwhile(
        new Typed(
            now.seen(codec),
            typed.sample(),
            rules == Side.THEIRS ? now.rules() : typed.rules(),
            tests == Side.THEIRS ? now.tests() : typed.tests(),
            typed.chosen()),
        rules == Side.BOTH ? now.rules() : null,
        tests == Side.BOTH ? now.tests() : null,
        "Nothing was saved: somebody changed this connector meanwhile. " + told(rules, tests));
  }

  private static String told(Side rules, Side tests) {
    var sentences = new ArrayList<String>();
    if (rules == Side.BOTH || tests == Side.BOTH) {
      sentences.add(
          "Your text is still here, theirs is below it. Save again to put yours in its place.");
    }
    if (rules == Side.THEIRS) {
      sentences.add("You had not changed the rules, so theirs stand here now.");
    }
    if (tests == Side.THEIRS) {
      sentences.add("You had not changed the tests, so theirs stand here now.");
    }
    if (sentences.isEmpty()) {
      sentences.add("What they changed is elsewhere or the same as yours, and stays.");
    }
    if (rules != Side.BOTH && tests != Side.BOTH) {
      sentences.add("Save again; nothing of theirs is lost by it.");
    }
    return String.join(" ", sentences);
  }

  /** Who changed a text since both were shown it. */
  private enum Side {
    /** They did not, or to the very same. */
    MINE,
    THEIRS,
    BOTH;

    static Side of(String seen, String mine, String theirs, JsonCodec codec) {
      var found = Seen.digest(theirs, codec);
      var typed = Seen.digest(mine, codec);
      if (found.equals(seen) || found.equals(typed)) {
        return MINE;
      }
      return typed.equals(seen) ? THEIRS : BOTH;
    }
  }
}
