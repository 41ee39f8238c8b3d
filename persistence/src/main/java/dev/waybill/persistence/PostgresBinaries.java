package dev.waybill.persistence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unpacks the PostgreSQL that comes on the class path, once for each version of it. */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /** The folder with {@code bin} and {@code lib}, under that folder. */
  static Path unpackedIn(Path folder) throws IOException {
    checkMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
    var target = folder.resolve("postgres-" + version());
    if (Files.isDirectory(target)) {
      return target;
    }
    LOG.info("unpacking PostgreSQL, once");
    Files.createDirectories(folder);
    var unfinished = Files.createTempDirectory(folder, "unpacking-");
    try {
      unpack(unfinished);
      publish(unfinished, target);
    } finally {
      deleteTree(unfinished);
    }
    return target;
  }

  static void checkMachine(String system, String processor) {
    boolean fits =
        system.toLowerCase(Locale.ROOT).equals("linux")
            && (processor.equals("amd64") || processor.equals("x86_64"));
    if (!fits) {
      throw new DatabaseRefusedException(
          "the embedded PostgreSQL runs on Linux on x86-64; this is "
              + system
              + " on "
              + processor
              + ". Give a database with WAYBILL_DATABASE_URL.");
    }
  }

  /** The first digits of the archive's hash. */
  private static String version() throws IOException {
    try (var archive = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
      archive.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(archive.getMessageDigest().digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static InputStream archive() {
    var archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
    if (archive == null) {
      throw new DatabaseRefusedException(
          "no embedded PostgreSQL on the class path. Give a database with WAYBILL_DATABASE_URL.");
    }
    return archive;
  }

  private static void unpack(Path folder) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        // Static libraries are for those who compile against PostgreSQL.
        if (!entry.getName().endsWith(".a")) {
          unpack(tar, entry, folder);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive names a place outside itself");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, EnumSet.copyOf(EXECUTABLE));
    }
  }

  private static final EnumSet<PosixFilePermission> EXECUTABLE =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** Whole or not at all, also when several processes unpack at once. */
  static void publish(Path unfinished, Path target) throws IOException {
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // The kinds of this exception do not tell a folder that is there from other failures.
      if (!Files.isDirectory(target)) {
        throw e;
      }
      LOG.debug("another process unpacked PostgreSQL first", e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
