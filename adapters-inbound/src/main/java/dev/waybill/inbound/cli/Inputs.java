package dev.waybill.inbound.cli;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a command is given in files and on standard input. */
public final class Inputs {
  private static final String STANDARD_INPUT = "-";

  private final Surroundings here;

  public Inputs(Surroundings here) {
    this.here = here;
  }

  /**
   * All of a file; {@code -} stands for standard input.
   *
   * @throws CommandFailedException when it cannot be read
   */
  public byte[] bytes(String file) {
    if (!file.equals(STANDARD_INPUT)) {
      return bytes(Path.of(file));
    }
    try {
      return here.in().readAllBytes();
    } catch (IOException e) {
      throw new CommandFailedException("Standard input cannot be read.", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ".", e);
    }
  }

  /** What a person calls it. */
  public static String name(String file) {
    return file.equals(STANDARD_INPUT) ? "Standard input" : file;
  }

  /** The same, to be read bit by bit and closed. */
  public InputStream stream(String file) {
    try {
      return file.equals(STANDARD_INPUT) ? here.in() : Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ".", e);
    }
  }

  /** A secret from a file, or from standard input for {@code -}. */
  public Secret secret(String file) {
    var text = new String(bytes(file), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new CommandFailedException(name(file) + " holds no secret.");
    }
    return new Secret(text);
  }
}
