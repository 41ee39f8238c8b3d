package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.SteppingClock;
import dev.waybill.inbound.cli.command.ClientCommands;
import dev.waybill.inbound.cli.doctor.Finding;
import dev.waybill.inbound.http.FakeOutbox;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.json.JacksonCodec;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Commands as a shell would run them: arguments in, an exit code and text out. */
final class CliStage {
  final SteppingClock clock = new SteppingClock(FakeOutbox.NOW);
  final Map<String, String> environment = new HashMap<>();
  final List<Duration> pauses = new ArrayList<>();
  final List<Finding> local = new ArrayList<>(List.of(Finding.ok("java", "25.")));
  private Consumer<Duration> whilePausing = _ -> {};
  private boolean terminal;
  private String input = "";

  @Command(name = "waybill")
  private static final class Program {}

  /** What came of it. */
  record Run(int code, String out, String err) {
    /** The same where it does not change from run to run. */
    String steadyOut() {
      return steady(out);
    }

    String steadyErr() {
      return steady(err);
    }

    private static String steady(String text) {
      return text.replaceAll("127[.]0[.]0[.]1:[0-9]+", "127.0.0.1:PORT")
          .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "CORRELATION");
    }
  }

  /** Speaks to that API with the right token. */
  static CliStage at(RunningApi api) {
    return at("http://127.0.0.1:" + api.port());
  }

  static CliStage at(String url) {
    var stage = new CliStage();
    stage.environment.put("WAYBILL_URL", url);
    stage.environment.put("WAYBILL_TOKEN", RunningApi.ADMIN);
    return stage;
  }

  CliStage with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A person sits before it. */
  CliStage onTerminal() {
    terminal = true;
    return this;
  }

  CliStage typed(String text) {
    input = text;
    return this;
  }

  CliStage whilePausing(Consumer<Duration> work) {
    whilePausing = work;
    return this;
  }

  Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var here =
        new Surroundings(
            environment,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            new JacksonCodec(),
            clock,
            this::pause);
    var program = new CommandLine(new Program());
    ClientCommands.addTo(program, here, () -> List.copyOf(local));
    program.setOut(here.out());
    program.setErr(here.err());
    program.setExecutionExceptionHandler(
        (failure, _, parsed) -> {
          if (!ClientCommands.tell(failure, parsed, here)) {
            throw failure;
          }
          return 1;
        });
    int code = program.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  private void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
    whilePausing.accept(time);
  }
}
