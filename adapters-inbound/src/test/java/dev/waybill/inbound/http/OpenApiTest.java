package dev.waybill.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");

  private final RunningApi api = RunningApi.start();
  private JsonObject document = JsonObject.EMPTY;

  @BeforeEach
  void read() {
    document = api.send("GET", "/openapi.json", Map.of(), BodyPublishers.noBody()).json();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_document_and_the_routes_name_the_same_calls() {
    var registered = new TreeSet<>(api.registered());
    assertThat(registered.remove("GET /test/breaks")).as("the routes were seen").isTrue();
    registered.remove("GET /test/fails");
    assertThat(registered).hasSizeGreaterThan(20);
    assertThat(documented()).isEqualTo(registered);
  }

  private Set<String> documented() {
    var calls = new TreeSet<String>();
    document
        .object("paths")
        .members()
        .forEach(
            (path, operations) ->
                ((JsonObject) operations)
                    .members().keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(
                            method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return calls;
  }

  @Test
  void the_document_is_openapi_3_1() {
    assertThat(document.string("openapi")).startsWith("3.1.");
  }

  @Test
  void every_reference_leads_somewhere() {
    var references = new ArrayList<String>();
    collectReferences(document, references);
    assertThat(references).hasSizeGreaterThan(100);
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(JsonPointer.parse(reference.substring(1)).resolve(document))
                    .as(reference)
                    .isNotNull());
  }

  private static void collectReferences(Json value, List<String> found) {
    switch (value) {
      case JsonObject object -> {
        var reference = object.string("$ref");
        if (reference != null) {
          found.add(reference);
        }
        object.members().values().forEach(member -> collectReferences(member, found));
      }
      case JsonArray(var elements) ->
          elements.forEach(element -> collectReferences(element, found));
      default -> {}
    }
  }

  @Test
  void every_parameter_of_a_path_is_described() {
    document
        .object("paths")
        .members()
        .forEach(
            (path, operations) -> {
              var names = PARAMETER.matcher(path).results().map(hit -> hit.group(1)).toList();
              ((JsonObject) operations)
                  .members()
                  .forEach(
                      (method, operation) ->
                          assertThat(pathParameters((JsonObject) operation))
                              .as(method + " " + path)
                              .containsExactlyInAnyOrderElementsOf(names));
            });
  }

  private List<String> pathParameters(JsonObject operation) {
    if (!(operation.get("parameters") instanceof JsonArray(var parameters))) {
      return List.of();
    }
    return parameters.stream()
        .map(parameter -> resolved((JsonObject) parameter))
        .filter(parameter -> "path".equals(parameter.string("in")))
        .map(parameter -> String.valueOf(parameter.string("name")))
        .toList();
  }

  private JsonObject resolved(JsonObject parameter) {
    var reference = parameter.string("$ref");
    return reference != null
            && JsonPointer.parse(reference.substring(1)).resolve(document)
                instanceof JsonObject target
        ? target
        : parameter;
  }

  /** Calls anybody may make, and the one a write key opens; all others want the admin token. */
  @Test
  void security_is_documented_as_it_is_enforced() {
    for (var call : documented()) {
      var method = call.substring(0, call.indexOf(' '));
      var path = call.substring(call.indexOf(' ') + 1);
      var operation = document.object("paths").object(path).object(method.toLowerCase(Locale.ROOT));
      boolean open = JsonArray.EMPTY.equals(operation.get("security"));
      var answer =
          api.send(
              method,
              path.replaceAll("\\{[a-z_]+}", "x"),
              Map.of("Content-Type", "application/json"),
              BodyPublishers.noBody());
      assertThat(answer.status() == 401).as(call).isNotEqualTo(open);
    }
  }
}
