package dev.waybill.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/** Files that only their owner may read. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Creates the file with that content and mode 600: whole, on the disk, and never in place of
   * another. When somebody else creates it at the same time, theirs stays.
   */
  public static void create(Path file, byte[] content) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      write(unfinished, content);
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException _) {
      // The one that is there was whole before it got its name.
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, options, mode)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
