package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Documents;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide names the calls there are, and no others. */
class ApiDocTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
  private static final Pattern CALL = Pattern.compile("`((?:GET|POST|PATCH|PUT|DELETE) /[^`? ]+)`");

  @Test
  void the_guide_has_every_call_and_no_other() throws IOException {
    var tables =
        Page.read("docs/api.md").lines().stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf(" | ")))
            .collect(Collectors.joining("\n"));
    var told = CALL.matcher(tables).results().map(found -> found.group(1));
    assertThat(told).isNotEmpty().containsExactlyInAnyOrderElementsOf(calls());
  }

  private static Set<String> calls() throws IOException {
    var calls = new TreeSet<String>();
    paths()
        .members()
        .forEach(
            (path, operations) ->
                ((JsonObject) operations)
                    .members().keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path)
                        .forEach(calls::add));
    return calls;
  }

  private static JsonObject paths() throws IOException {
    try (var in = Documents.class.getResourceAsStream("openapi.json")) {
      var read = new JacksonCodec().read(Objects.requireNonNull(in).readAllBytes());
      return ((JsonObject) read.orElseThrow()).object("paths");
    }
  }
}
