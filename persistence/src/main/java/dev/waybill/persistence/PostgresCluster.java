package dev.waybill.persistence;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's data on the disk, with the superuser's password beside it. */
final class PostgresCluster {
  static final String USER = "waybill";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration PREPARING = Duration.ofMinutes(2);
  private static final Duration STOPPING = Duration.ofMinutes(1);

  private final Path data;
  private final Path log;
  private final Secret password;
  private final PostgresPrograms programs;

  private PostgresCluster(Path directory, Secret password, PostgresPrograms programs) {
    this.data = directory.resolve("postgres-data");
    this.log = directory.resolve("postgres.log");
    this.password = password;
    this.programs = programs;
  }

  /** The cluster in that folder; prepared there first where there is none. */
  static PostgresCluster in(Path directory, PostgresPrograms programs) throws IOException {
    var cluster = new PostgresCluster(directory, password(directory), programs);
    if (!Files.isDirectory(cluster.data)) {
      cluster.prepare(directory);
    }
    return cluster;
  }

  private static Secret password(Path directory) throws IOException {
    var file = passwordFile(directory);
    if (!Files.exists(file)) {
      var random = new byte[24];
      new SecureRandom().nextBytes(random);
      PrivateFiles.create(file, HexFormat.of().formatHex(random).getBytes(StandardCharsets.UTF_8));
    }
    return new Secret(Files.readString(file).strip());
  }

  /** The server tells its port in the fourth line of its pid file. */
  static DatabaseSettings settingsOfServerIn(Path directory) throws IOException {
    var lines = Files.readAllLines(directory.resolve("postgres-data").resolve("postmaster.pid"));
    if (lines.size() < 4) {
      throw new IOException("the server has not told its port yet");
    }
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/" + PostgresServer.DATABASE,
        USER,
        new Secret(Files.readString(passwordFile(directory)).strip()));
  }

  private static Path passwordFile(Path directory) {
    return directory.resolve("postgres-password");
  }

  // Prepared elsewhere and moved, so that a start that was killed half-way leaves nothing
  // half-made.
  private void prepare(Path directory) throws IOException {
    LOG.info("preparing a PostgreSQL database in {}", data);
    var unfinished = directory.resolve("postgres-data.unfinished");
    deleteTree(unfinished);
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var result =
        programs.run(
            "initdb",
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + passwordFile(directory),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums"),
            PREPARING);
    if (!result.isFine()) {
      throw new DatabaseRefusedException(
          "the embedded PostgreSQL could not be prepared: " + result.output());
    }
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
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

  /**
   * Ends a server that a killed platform left running here. The caller holds the folder's lock, so
   * it is nobody's.
   */
  void stopLeftover() throws IOException {
    var pid = recordedPid();
    if (pid.isEmpty()) {
      return;
    }
    if (!isOurs(pid.get())) {
      // Else the server would refuse to start if another process has been given that id.
      Files.deleteIfExists(pidFile());
      return;
    }
    LOG.info("stopping the PostgreSQL server {} that an earlier run left behind", pid.get());
    stop();
  }

  /** Stops whatever server runs on this data: fast, and if that takes too long, at once. */
  void stop() throws IOException {
    if (!stop("fast").isFine() && recordedPid().filter(this::isOurs).isPresent()) {
      var result = stop("immediate");
      if (!result.isFine()) {
        throw new DatabaseRefusedException(
            "the embedded PostgreSQL could not be stopped: " + result.output());
      }
    }
  }

  private PostgresPrograms.Result stop(String mode) throws IOException {
    return programs.run(
        "pg_ctl", List.of("stop", "-w", "-t", "30", "-m", mode, "-D", data.toString()), STOPPING);
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  private Optional<Long> recordedPid() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    try (var lines = Files.lines(pidFile())) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    }
  }

  /** A server works in its data folder; a process elsewhere has only inherited the number. */
  private boolean isOurs(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .equals(data.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  Path data() {
    return data;
  }

  Path log() {
    return log;
  }

  Secret password() {
    return password;
  }
}
