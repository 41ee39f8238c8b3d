package dev.waybill.inbound.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** A new file that nobody but its owner can read, for one secret. */
public final class SecretFile {
  private final Path file;

  private SecretFile(Path file) {
    this.file = file;
  }

  /**
   * Makes it, empty.
   *
   * @throws CommandFailedException when it is there already, or cannot be made
   */
  public static SecretFile create(Path file) {
    try {
      Files.newByteChannel(file, EnumSet.of(CREATE_NEW, WRITE), forOwnerAlone(file)).close();
      return new SecretFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          file + " is there already; a secret is never written over.", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot make " + file + ".", e);
    }
  }

  private static FileAttribute<?>[] forOwnerAlone(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  public void write(String secret) {
    try {
      Files.writeString(file, secret + System.lineSeparator(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write to " + file + ".", e);
    }
  }

  /** Removes the file again, when there is no secret to keep. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot remove " + file + ".", e);
    }
  }
}
