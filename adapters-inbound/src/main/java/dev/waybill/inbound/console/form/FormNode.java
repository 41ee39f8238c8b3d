package dev.waybill.inbound.console.form;

import dev.waybill.inbound.console.piece.Field;
import java.util.List;

/** A part of a form: {@code @template.form.nodes(nodes = …)} shows them. */
public sealed interface FormNode {
  /** Whether it has to be filled in. */
  boolean required();

  /** Whether there is something in it that should be seen. */
  boolean isUsed();

  /** One field. */
  record Leaf(Field field) implements FormNode {
    @Override
    public boolean required() {
      return field.required();
    }

    @Override
    public boolean isUsed() {
      return !field.value().isEmpty() || !field.problems().isEmpty();
    }
  }

  /** Fields that belong together. */
  record Group(
      String name,
      String title,
      String help,
      boolean required,
      List<String> problems,
      List<FormNode> nodes)
      implements FormNode {
    public Group {
      problems = List.copyOf(problems);
      nodes = List.copyOf(nodes);
    }

    @Override
    public boolean isUsed() {
      return !problems.isEmpty() || nodes.stream().anyMatch(FormNode::isUsed);
    }
  }
}
