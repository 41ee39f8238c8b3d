package dev.waybill.bootstrap;

import dev.waybill.domain.credential.Secret;
import dev.waybill.persistence.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The admin token that is made once and kept in a file only its owner can read. */
final class AdminTokenFile {
  private static final int RANDOM_BYTES = 32;

  private AdminTokenFile() {}

  static Secret readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFiles.create(file, (make() + "\n").getBytes(StandardCharsets.UTF_8));
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
