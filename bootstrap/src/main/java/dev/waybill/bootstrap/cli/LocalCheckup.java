package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.doctor.Finding;
import dev.waybill.inbound.cli.doctor.LocalExamination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an installation has on this machine: Java, settings, the data directory. */
final class LocalCheckup implements LocalExamination {
  private static final int LEAST_JAVA = 25;
  private static final long LEAST_FREE = 2L << 30;
  private static final int MEGABYTE = 1 << 20;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Surroundings here;

  LocalCheckup(Surroundings here) {
    this.here = here;
  }

  @Override
  public List<Finding> examine() {
    var findings = new ArrayList<Finding>();
    findings.add(java());
    var values = SettingValues.read(here.environment());
    var specs = Destinations.load(Settings.pluginDirectory(values)).specs();
    switch (Settings.check(values, specs)) {
      case Settings.Checked.Valid(var settings) -> {
        findings.add(Finding.ok("settings", "They are valid."));
        directory(settings.dataDirectory(), findings);
      }
      case Settings.Checked.Invalid(var problems) ->
          problems.forEach(
              problem ->
                  findings.add(
                      Finding.wrong(
                          "settings", problem + ".", "./waybill config lists them all.")));
    }
    return findings;
  }

  private static Finding java() {
    var version = Runtime.version();
    return version.feature() >= LEAST_JAVA
        ? Finding.ok("java", version + " in " + System.getProperty("java.home") + ".")
        : Finding.wrong(
            "java", version + " is too old.", "Install a JDK " + LEAST_JAVA + " or later.");
  }

  private static void directory(Path directory, List<Finding> findings) {
    if (!Files.isDirectory(directory)) {
      findings.add(
          Finding.look(
              "data",
              directory + " is not there.",
              "serve makes it at its first start; on another machine than serve's there is none."));
      return;
    }
    findings.add(
        Files.isWritable(directory)
            ? Finding.ok("data", directory + " can be written.")
            : Finding.wrong(
                "data", directory + " cannot be written.", "Give it to the user that runs serve."));
    findings.add(disk(directory));
    for (var name : List.of("admin-token", "master-key.json")) {
      if (isReadByOthers(directory.resolve(name))) {
        findings.add(
            Finding.wrong(
                "data", name + " can be read by others.", "chmod 600 " + directory.resolve(name)));
      }
    }
  }

  private static Finding disk(Path directory) {
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      var words = free / MEGABYTE + " MB are free where " + directory + " is.";
      return free >= LEAST_FREE
          ? Finding.ok("disk", words)
          : Finding.look("disk", words, "Make room, or set WAYBILL_DISK_BUDGET.");
    } catch (IOException _) {
      return Finding.look("disk", "It cannot be told how much is free.", "Look with df.");
    }
  }

  private static boolean isReadByOthers(Path file) {
    try {
      return Files.exists(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
