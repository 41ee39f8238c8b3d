package dev.waybill.bootstrap;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The admin token that is made once and kept in a file only its owner can read. */
final class AdminTokenFile {
  private static final int RANDOM_BYTES = 32;

  private AdminTokenFile() {}

  static Secret readOrMake(Path file) {
    try {
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, make() + "\n");
      } catch (FileAlreadyExistsException e) {
        // made at an earlier start
      }
      var token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new PlatformStartException("The admin token file is empty; delete it: " + file, null);
      }
      return new Secret(token);
    } catch (IOException e) {
      throw new PlatformStartException("The admin token file cannot be read or made: " + file, e);
    }
  }

  private static String make() {
    var bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "wba_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
