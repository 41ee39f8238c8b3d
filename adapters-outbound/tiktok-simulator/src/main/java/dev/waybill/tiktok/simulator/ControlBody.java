package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a control call wants, read strictly; every mistake is an {@code IllegalArgumentException}.
 */
record ControlBody(ObjectNode object) {
  private static final long MOST = 1L << 40;

  static ControlBody of(Optional<byte[]> bytes) {
    return new ControlBody(
        Json.objectIn(bytes.orElseThrow(() -> new IllegalArgumentException("body: too large"))));
  }

  /** Fails if there is any other member, or none at all. */
  ControlBody only(String call, Set<String> members) {
    if (object.isEmpty() || !members.containsAll(object.propertyNames())) {
      throw new IllegalArgumentException(
          call + ": wanted some of " + members.stream().sorted().toList() + " and nothing else");
    }
    return this;
  }

  Optional<Long> number(String name) {
    var value = object.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > MOST) {
      throw new IllegalArgumentException(name + ": wanted an integer from 0 to 2^40");
    }
    return Optional.of(value.longValue());
  }

  Optional<Duration> millis(String name) {
    return number(name).map(Duration::ofMillis);
  }

  Optional<Boolean> flag(String name) {
    var value = object.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new IllegalArgumentException(name + ": wanted true or false");
    }
    return value.booleanValueOpt();
  }

  Optional<String> text(String name) {
    var value = object.path(name);
    if (!value.isMissingNode() && (!value.isString() || value.stringValue().isEmpty())) {
      throw new IllegalArgumentException(name + ": wanted a string");
    }
    return value.stringValueOpt();
  }

  Optional<List<String>> texts(String name) {
    var value = object.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
      throw new IllegalArgumentException(name + ": wanted a list of strings");
    }
    var texts = new ArrayList<String>();
    value.forEach(text -> texts.add(text.stringValue()));
    return Optional.of(texts);
  }
}
