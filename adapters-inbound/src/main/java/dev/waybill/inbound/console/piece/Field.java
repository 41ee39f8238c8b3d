package dev.waybill.inbound.console.piece;

import java.util.List;

/**
 * One field of a form, with its problems beside it.
 *
 * @param name what it is called in the form; also its id
 * @param help a sentence on what is wanted; may be empty
 * @param value what is in it now; always empty for a secret
 * @param problems what is wrong with it
 */
public record Field(
    String name,
    String label,
    Kind kind,
    String help,
    String value,
    boolean required,
    List<Option> options,
    List<String> problems) {
  public Field {
    options = List.copyOf(options);
    problems = List.copyOf(problems);
  }

  public static Field text(String name, String label, String help, String value) {
    return new Field(name, label, Kind.TEXT, help, value, false, List.of(), List.of());
  }

  public Field with(List<String> found) {
    return new Field(name, label, kind, help, value, required, options, found);
  }

  /** What describes the field to who cannot see it: its help, then its problems. */
  public String describedBy() {
    var help = this.help.isEmpty() ? "" : name + "-help";
    return problems.isEmpty() ? help : (help + " " + name + "-problem").strip();
  }

  /** How it is filled in. */
  public enum Kind {
    TEXT,
    NUMBER,
    SECRET,
    /** Several lines. */
    LINES,
    CHECK,
    CHOICE
  }

  /** One of a choice. */
  public record Option(String value, String label) {}
}
