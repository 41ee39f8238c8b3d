package dev.waybill.inbound.console.editor;

import dev.waybill.inbound.console.editor.Samples.Choice;
import dev.waybill.inbound.console.piece.Flash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The editor.
 *
 * @param path of the connector's pages
 * @param masked whether the sample holds stand-ins for personal data
 * @param run null where the tests were not run
 * @param said what became of the last act; null where there was none
 * @param refused why the rules and tests cannot be saved; empty where nobody tried or nothing is
 *     wrong
 * @param theirs what somebody else saved meanwhile; null where nobody did
 */
record EditorView(
    String path,
    String name,
    String base,
    Typed typed,
    List<Choice> choices,
    boolean masked,
    Outcome outcome,
    @Nullable TestsView run,
    @Nullable Flash said,
    List<Outcome.Line> refused,
    @Nullable Meanwhile theirs) {
  EditorView {
    choices = List.copyOf(choices);
    refused = List.copyOf(refused);
  }

  /**
   * How the tests went.
   *
   * @param problems why they could not be run
   */
  record TestsView(List<TestRow> results, List<Outcome.Line> problems) {
    TestsView {
      results = List.copyOf(results);
      problems = List.copyOf(problems);
    }

    long passed() {
      return results.stream().filter(TestRow::passed).count();
    }
  }

  /**
   * One test.
   *
   * @param base the starting mapping it came with; empty for the connector's own
   * @param differences where the payload is another than wanted
   * @param detail what else is wrong
   */
  record TestRow(
      String name, String base, boolean passed, List<DifferenceRow> differences, String detail) {}

  /** A field that is not as wanted; empty texts for nothing. */
  record DifferenceRow(String field, String expected, String actual) {}
}
