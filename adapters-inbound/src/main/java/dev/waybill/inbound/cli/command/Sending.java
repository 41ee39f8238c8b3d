package dev.waybill.inbound.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Answer;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Progress;
import dev.waybill.inbound.cli.RefusedException;
import dev.waybill.inbound.cli.Screen;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends events in requests of a bounded size, however many there are. One use, one thread. */
final class Sending {
  private static final int MOST_EVENTS = 1_000;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** Of more results than that only the rejected ones are shown. */
  private static final int ALL_SHOWN = 100;

  private static final int TRIES = 6;

  private final Surroundings here;
  private final Api api;
  private final Screen screen;
  private final Progress progress;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private final List<Json> shown = new ArrayList<>();
  private int inRequest;
  private long sent;
  private long accepted;
  private long duplicate;
  private long rejected;

  Sending(Surroundings here, Api api, Screen screen) {
    this.here = here;
    this.api = api;
    this.screen = screen;
    this.progress = new Progress(here);
  }

  /**
   * @param name what the events come from, for a person
   */
  int send(InputStream events, String name) throws InterruptedException {
    // A decoder of its own: the usual one puts a replacement character where it cannot read, and
    // that would be sent.
    try (var reader = new BufferedReader(new InputStreamReader(events, UTF_8.newDecoder()))) {
      read(reader);
    } catch (CharacterCodingException e) {
      throw new CommandFailedException(
          name
              + " is not UTF-8; nothing was sent of what begins there. Convert it first, for"
              + " instance with iconv -f ISO-8859-1 -t UTF-8."
              + told(),
          e);
    } catch (IOException e) {
      throw new CommandFailedException("The events cannot be read to their end." + told(), e);
    }
    flush();
    progress.end();
    show();
    return rejected == 0 ? 0 : 1;
  }

  /** One event a line as long as the first line is one, else one JSON value over many lines. */
  private void read(BufferedReader reader) throws IOException, InterruptedException {
    var first = reader.readLine();
    while (first != null && first.isBlank()) {
      first = reader.readLine();
    }
    if (first == null) {
      throw new CommandFailedException("There is no event in it.");
    }
    if (here.codec().read(first.getBytes(UTF_8)).orElse(null) instanceof JsonObject) {
      lines(first, reader);
    } else {
      whole(first + "\n" + reader.readAllAsString());
    }
  }

  private void lines(String first, BufferedReader reader) throws IOException, InterruptedException {
    for (var line = first; line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        add(line.getBytes(UTF_8));
      }
    }
  }

  private void whole(String text) throws InterruptedException {
    switch (here.codec().read(text.getBytes(UTF_8)).orElse(null)) {
      case JsonObject event -> add(here.codec().write(event));
      case JsonArray(var events) -> {
        for (var event : events) {
          add(here.codec().write(event));
        }
      }
      case null, default ->
          throw new CommandFailedException(
              "Wanted one JSON object, an array of them, or one a line, in UTF-8.");
    }
  }

  private void add(byte[] event) throws InterruptedException {
    if (inRequest == MOST_EVENTS || (inRequest > 0 && request.size() + event.length > MOST_BYTES)) {
      flush();
    }
    request.writeBytes(event);
    request.write('\n');
    inRequest++;
  }

  private void flush() throws InterruptedException {
    if (inRequest == 0) {
      return;
    }
    var answer = answered().body();
    accepted += answer.number("accepted");
    duplicate += answer.number("duplicate");
    rejected += answer.number("rejected");
    for (var result : answer.documents("results")) {
      keep(result, ++sent);
    }
    request.reset();
    inRequest = 0;
    progress.show(sent, 0, "sent");
  }

  private Answer answered() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      var answer = api.post("/v1/events", "application/x-ndjson", request.toByteArray());
      if (answer.isDone()) {
        return answer;
      }
      if (answer.status() != 503 || attempt == TRIES) {
        screen.remark("Not all was sent." + told());
        throw refused(answer);
      }
      here.pause().last(Duration.ofSeconds(attempt));
    }
  }

  private static RuntimeException refused(Answer answer) {
    try {
      answer.orRefused();
      return new IllegalStateException("no refusal");
    } catch (RefusedException e) {
      return e;
    }
  }

  private String told() {
    return sent == 0 ? "" : " Answers came up to number " + sent + "; sending all again is safe.";
  }

  private void keep(Document result, long number) {
    boolean isRejected = result.text("status").equals("rejected");
    if (number <= ALL_SHOWN || isRejected) {
      shown.add(JsonObject.builder().put("item", number).putAll(result.json()).build());
    }
  }

  private void show() {
    var answer =
        JsonObject.builder()
            .put("accepted", accepted)
            .put("duplicate", duplicate)
            .put("rejected", rejected)
            .put("results", new JsonArray(shown))
            .build();
    var table = Table.of("item", "status", "event id", "problems");
    for (var result : new Document(answer).documents("results")) {
      table.row(
          result.text("item"), result.text("status"), result.text("event_id"), problems(result));
    }
    screen.show(new Document(answer), table, "No event was sent.");
    screen.say("%d accepted, %d duplicate, %d rejected".formatted(accepted, duplicate, rejected));
  }

  private static String problems(Document result) {
    return String.join(
        "; ",
        result.documents("problems").stream()
            .map(problem -> problem.text("pointer") + ": " + problem.text("message"))
            .toList());
  }
}
