package dev.waybill.inbound.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The yes that destructive acts want: asked for once before a person, given beforehand else. */
public final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "do it without asking; needed where nobody can be asked")
  private boolean given;

  /**
   * @param what will happen, as a sentence
   * @throws CommandFailedException when the answer is no, or nobody can be asked
   */
  public void obtain(String what, Surroundings here) {
    if (given) {
      return;
    }
    if (!here.terminal()) {
      throw new CommandFailedException(what + " Say --yes if that is meant; nothing was done.");
    }
    here.err().print(PlainText.of(what) + " Go on? [y/N] ");
    here.err().flush();
    if (!isYes(line(here))) {
      throw new CommandFailedException("Nothing was done.");
    }
  }

  private static boolean isYes(String line) {
    var word = line.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  private static String line(Surroundings here) {
    try {
      var reader = new BufferedReader(new InputStreamReader(here.in(), StandardCharsets.UTF_8));
      var line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new CommandFailedException("Nothing was done: the answer cannot be read.", e);
    }
  }
}
