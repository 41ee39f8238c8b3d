package dev.waybill.inbound.cli.yaml;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns YAML's nodes into JSON. One use, one thread. */
final class YamlReader {
  private static final int DEEPEST = 100;

  /** Aliases make copies: a small file could become a large value. */
  private static final int MOST_VALUES = 200_000;

  private final String name;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private int values;

  YamlReader(String name) {
    this.name = name;
  }

  YamlDocument read(byte[] utf8) {
    var settings = LoadSettings.builder().setLabel(name).setSchema(new CoreSchema()).build();
    try {
      var root = new Compose(settings).composeInputStream(new ByteArrayInputStream(utf8));
      if (root.isEmpty()) {
        throw new YamlFaultException(name + ": there is nothing in it.");
      }
      return new YamlDocument(name, value(root.get(), JsonPointer.ROOT), lines);
    } catch (MarkedYamlEngineException e) {
      throw new YamlFaultException(
          "%s: %s".formatted(at(e.getProblemMark()), String.valueOf(e.getProblem())));
    } catch (YamlEngineException _) {
      throw new YamlFaultException(name + ": this is no YAML in UTF-8.");
    }
  }

  private String at(Optional<Mark> mark) {
    return mark.map(found -> name + ":" + (found.getLine() + 1)).orElse(name);
  }

  private YamlFaultException fault(Node node, String message) {
    return new YamlFaultException(at(node.getStartMark()) + ": " + message);
  }

  private Json value(Node node, JsonPointer here) {
    if (here.tokens().size() > DEEPEST || ++values > MOST_VALUES) {
      throw fault(node, "this is too deep, or too large.");
    }
    node.getStartMark().ifPresent(mark -> lines.putIfAbsent(here, mark.getLine() + 1));
    return switch (node) {
      case MappingNode mapping -> object(mapping, here);
      case SequenceNode sequence -> array(sequence, here);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw fault(node, "wanted a value.");
    };
  }

  private Json object(MappingNode mapping, JsonPointer here) {
    var members = JsonObject.builder();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw fault(tuple.getKeyNode(), "wanted a name as text.");
      }
      var member = here.at(key.getValue());
      // The line of the name: that of the value may be the next one.
      key.getStartMark().ifPresent(mark -> lines.put(member, mark.getLine() + 1));
      if (!members.putNew(key.getValue(), value(tuple.getValueNode(), member))) {
        throw fault(key, "'" + key.getValue() + "' is given twice.");
      }
    }
    return members.build();
  }

  private Json array(SequenceNode sequence, JsonPointer here) {
    var elements = new ArrayList<Json>();
    for (var element : sequence.getValue()) {
      elements.add(value(element, here.at(elements.size())));
    }
    return new JsonArray(elements);
  }

  private Json scalar(ScalarNode scalar) {
    var tag = scalar.getTag();
    var text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return JsonNull.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return Json.of(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(scalar);
    }
    // ${NAME} has a tag of its own, in case the reader should put the variable there.
    if (tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG)) {
      return Json.of(text);
    }
    throw fault(scalar, "no value of the kind " + tag.getValue() + " is known here.");
  }

  private Json number(ScalarNode scalar) {
    try {
      return Json.of(new BigDecimal(scalar.getValue()));
    } catch (NumberFormatException _) {
      throw fault(scalar, "wanted a decimal number; put text in quotes.");
    }
  }
}
