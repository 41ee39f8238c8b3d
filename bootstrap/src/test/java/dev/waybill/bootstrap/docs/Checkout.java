package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.DestinationProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.spi.ToolProvider;

/**
 * A folder that looks to its user like a clone that was built: the launcher runs this test's
 * classes, and the domain is a jar where the build puts it.
 */
record Checkout(Path folder) {
  static Checkout in(Path folder) throws IOException {
    var launcher =
        Files.writeString(
            folder.resolve("waybill"),
            "#!/bin/sh\nexec \"%s\" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp \"%s\" %s \"$@\"\n"
                .formatted(
                    javaHome().resolve("bin/java"),
                    System.getProperty("java.class.path"),
                    "dev.waybill.bootstrap.Main"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    putDomain(Files.createDirectories(folder.resolve("bootstrap/target/lib")));
    return new Checkout(folder);
  }

  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  Path dataDirectory() {
    return folder.resolve(".waybill");
  }

  private static void putDomain(Path lib) throws IOException {
    var jar = lib.resolve("waybill-domain-0.jar");
    var domain = whereTheDomainIs();
    if (Files.isRegularFile(domain)) {
      Files.copy(domain, jar);
      return;
    }
    var said = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(said, said, "cf", jar.toString(), "-C", domain.toString(), ".");
    assertThat(code).as("jar of the domain's classes").isZero();
  }

  private static Path whereTheDomainIs() {
    try {
      var source = DestinationProvider.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
