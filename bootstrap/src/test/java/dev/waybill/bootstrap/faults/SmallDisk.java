package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A file system in memory that can be full. Mounting wants root. */
final class SmallDisk implements AutoCloseable {
  private final Path path;
  private final Path ballast;

  private SmallDisk(Path path) {
    this.path = path;
    this.ballast = path.resolve("ballast");
  }

  static SmallDisk mount(Path path, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(path);
    run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + megabytes + "m", "tmpfs", path.toString());
    return new SmallDisk(path);
  }

  Path path() {
    return path;
  }

  /** Takes every byte that is left. */
  void fill() throws IOException {
    var block = ByteBuffer.allocate(1 << 16);
    try (var file =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (file.write(block.rewind()) > 0) {
        // on until there is no room
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(path).getUsableSpace()).isLessThan(block.capacity());
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(
          "this test mounts a small file system, which wants root: "
              + String.join(" ", command)
              + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", path.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
