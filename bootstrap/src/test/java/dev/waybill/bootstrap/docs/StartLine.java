package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A line of a page that starts something that goes on: {@code NAME=value ./waybill serve}. */
record StartLine(Map<String, String> environment, List<String> arguments) {
  private static final Pattern LINE =
      Pattern.compile("(?:cd \\S+ && )?((?:[A-Z_]+=\\S+ )*)\\./waybill (.+)\n");
  private static final Pattern VARIABLE = Pattern.compile("(\\S+?)=(\\S+)");

  StartLine {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  static StartLine of(Page.Block block) {
    var line = LINE.matcher(block.text());
    assertThat(line.matches()).as("one line that starts waybill: %s", block.text()).isTrue();
    var environment = new HashMap<String, String>();
    VARIABLE
        .matcher(line.group(1))
        .results()
        .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
    return new StartLine(environment, List.of(line.group(2).strip().split(" ")));
  }

  /** Starts it with other values for what a test cannot take over: ports and folders. */
  WaybillProcess start(Map<String, String> instead, String... more) throws IOException {
    var all = new HashMap<>(environment);
    all.putAll(instead);
    var words = new ArrayList<>(arguments);
    words.addAll(List.of(more));
    return WaybillProcess.start(all, words.toArray(String[]::new));
  }
}
