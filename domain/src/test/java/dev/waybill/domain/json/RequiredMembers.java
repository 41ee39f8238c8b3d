package dev.waybill.domain.json;

import java.util.ArrayList;
import java.util.List;

/** Knows of JSON Schema that members can be required, which is enough for tests of the domain. */
public final class RequiredMembers implements JsonSchemas {
  @Override
  public List<Problem> check(JsonObject schema, Json value) {
    var problems = new ArrayList<Problem>();
    if (schema.get("required") instanceof JsonArray(var names)
        && value instanceof JsonObject given) {
      for (var name : names) {
        var member = String.valueOf(name.text());
        if (given.get(member) == null) {
          problems.add(
              Problem.at(JsonPointer.ROOT.at(member), "required", "This member is missing."));
        }
      }
    }
    return problems;
  }
}
