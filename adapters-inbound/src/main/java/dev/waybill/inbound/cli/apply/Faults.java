package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file, all of it at once, each with its line. */
final class Faults {
  private final YamlDocument file;
  private final List<String> found = new ArrayList<>();

  Faults(YamlDocument file) {
    this.file = file;
  }

  void add(JsonPointer at, String message) {
    found.add(told(at, message));
  }

  String told(JsonPointer at, String message) {
    return file.place(at) + ": " + at + ": " + message;
  }

  /**
   * @throws CommandFailedException when there is one
   */
  void refuseIfAny() {
    if (!found.isEmpty()) {
      throw new CommandFailedException(
          "Nothing was done: "
              + file.name()
              + " is wrong:"
              + System.lineSeparator()
              + "  "
              + String.join(System.lineSeparator() + "  ", found));
    }
  }
}
