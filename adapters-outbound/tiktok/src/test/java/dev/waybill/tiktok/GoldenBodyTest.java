package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.NetworkntSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The request body for each source and standard event, by the starting mapping. The files are
 * reviewed as code: with the environment variable WAYBILL_WRITE_GOLDENS set, a body without a file
 * is written down, and one that differs still fails.
 */
class GoldenBodyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/waybill/tiktok/golden");
  private static final NetworkntSchemas SCHEMAS = new NetworkntSchemas();

  static Stream<Arguments> events() {
    return Stream.of(EventSource.values())
        .flatMap(
            source ->
                (source == EventSource.APP ? EventNames.APP : EventNames.STANDARD)
                    .stream().map(name -> Arguments.of(source, name)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void the_body_is_the_reviewed_one_and_satisfies_the_payload_schema(
      EventSource source, String name) throws IOException {
    var body = body(source, name);
    assertThat(Events.read(body, JsonObject.class).string("event_source")).isEqualTo(source.wire());
    for (var event : Events.sent(body)) {
      assertThat(event.string("event")).isEqualTo(name);
      assertThat(SCHEMAS.check(new TikTokProvider().spec().payloadSchema(), event))
          .as("what is wrong with %s %s by payload-schema.json", source, name)
          .isEmpty();
    }
    var lines = Pretty.lines(Events.read(body, JsonObject.class));
    var file = GOLDEN.resolve(source.wire()).resolve(name + ".json");
    if (System.getenv("WAYBILL_WRITE_GOLDENS") != null && Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
    assertThat(lines)
        .as("%s; if the change is meant, delete the file and have it written anew", file)
        .containsExactlyElementsOf(Files.readAllLines(file));
  }

  @Test
  void there_is_no_golden_file_without_an_event() throws IOException {
    var wanted = new TreeSet<String>();
    events()
        .map(Arguments::get)
        .forEach(it -> wanted.add(((EventSource) it[0]).wire() + "/" + it[1]));
    assertThat(wanted).hasSize(3 * 18 + 27);
    try (var files = Files.walk(GOLDEN)) {
      var found =
          files
              .filter(Files::isRegularFile)
              .map(file -> GOLDEN.relativize(file).toString().replace(".json", ""))
              .toList();
      assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void a_misspelt_name_is_found_by_the_payload_schema_wherever_it_stands() {
    var good = Events.sent(body(EventSource.WEB, "Purchase")).getFirst();
    var misspelt =
        List.of(
            good.with("evnt_id", good),
            good.with("user", good.object("user").with("phone_number", good)),
            good.with("page", good.object("page").with("uri", good)),
            good.with("properties", good.object("properties").with("contents_ids", good)));
    var schema = new TikTokProvider().spec().payloadSchema();
    var pointers = new ArrayList<String>();
    misspelt.forEach(
        event -> SCHEMAS.check(schema, event).forEach(it -> pointers.add(it.pointer().toString())));
    assertThat(pointers).hasSize(4);
  }

  private static String body(EventSource source, String name) {
    try (var bench = new TikTokBench(TikTokBench.EVERYWHERE)) {
      var event =
          new StartingMapping(TikTokBench.EVERYWHERE).outbound(GoldenEvents.of(source, name));
      bench.deliver(List.of(event));
      return bench.peer.requests().getFirst().body();
    }
  }
}
