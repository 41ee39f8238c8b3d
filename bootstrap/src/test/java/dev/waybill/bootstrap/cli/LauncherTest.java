package dev.waybill.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher decides: whether to build, and how to start what was asked for. Its Java and
 * its Maven only write down how they were called.
 */
class LauncherTest {
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");
  private static final String BUILD =
      "echo \"[INFO] Building Waybill domain 1 [2/3]\"; echo '[INFO] BUILD SUCCESS'; : > \"$PWD/bootstrap/target/waybill.jar\"";

  @TempDir private Path parent;
  private Path folder = Path.of("");

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void clone_that_was_built() throws IOException {
    folder = Files.createDirectory(parent.resolve("a folder"));
    Files.copy(Path.of("..", "waybill"), folder.resolve("waybill"));
    file("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
    program("jdk/bin/javac", "exit 0");
    program("jdk/bin/java", "echo \"java $*\"");
    file("domain/src/main/java/A.java", "");
    file("bootstrap/target/waybill.jar", "");
    program("bin/mvn", "echo built >> \"$PWD/builds\"; " + BUILD);
    changed("domain/src/main/java/A.java", EARLY);
    changed("bootstrap/target/waybill.jar", LATE);
  }

  private Path file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void program(String name, String line) throws IOException {
    Files.setPosixFilePermissions(
        file(name, "#!/bin/sh\n" + line + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void changed(String name, Instant when) throws IOException {
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(when));
  }

  private Run waybill(String... arguments) throws IOException, InterruptedException {
    var line = new String[arguments.length + 2];
    line[0] = "/bin/sh";
    line[1] = folder.resolve("waybill").toString();
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
    builder.environment().put("WAYBILL_JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().merge("PATH", "", (path, _) -> folder.resolve("bin") + ":" + path);
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private boolean built() {
    return Files.exists(folder.resolve("builds"));
  }

  @Test
  void what_was_built_is_run_with_the_arguments_as_they_are() throws Exception {
    var run = waybill("serve", "--port", "8080");
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("bootstrap/target/waybill.jar serve --port 8080\n");
    assertThat(built()).isFalse();
  }

  @Test
  void a_source_newer_than_the_program_has_it_built_anew() throws Exception {
    changed("domain/src/main/java/A.java", LATE.plusSeconds(1));
    var run = waybill("platforms");
    assertThat(built()).isTrue();
    assertThat(run.err()).contains("2/3 Waybill domain 1");
    assertThat(run.out()).startsWith("java ").endsWith("waybill.jar platforms\n");
  }

  @Test
  void a_build_that_fails_is_told_and_nothing_is_run() throws Exception {
    Files.delete(folder.resolve("bootstrap/target/waybill.jar"));
    program("bin/mvn", "echo '[ERROR] A.java: no such symbol'; exit 1");
    var run = waybill("serve");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no such symbol", "the build failed", "launcher-build.log");
  }

  @Test
  void a_command_that_asks_and_ends_takes_little_and_keeps_its_classes() throws Exception {
    assertThat(waybill("connectors", "list").out())
        .contains("-Xmx64m", "-XX:+AutoCreateSharedArchive", "waybill-client.jsa");
  }

  @Test
  void a_count_of_the_ledger_gets_what_a_platform_gets() throws Exception {
    assertThat(waybill("ledger", "verify", "-o", "json").out())
        .contains("-Xmx320m")
        .doesNotContain("-Xmx64m")
        .endsWith("waybill.jar ledger verify -o json\n");
  }

  @Test
  void a_first_start_leaves_an_archive_for_the_later_ones() throws Exception {
    program(
        "jdk/bin/java",
        "for a in \"$@\"; do case $a in -XX:ArchiveClassesAtExit=*) : > \"${a#*=}\";; esac; done; echo \"java $*\"");
    var first = waybill("serve");
    assertThat(first.err()).contains("preparing, once");
    assertThat(first.out()).contains("-XX:SharedArchiveFile=").doesNotContain("ArchiveClasses");
    var second = waybill("serve");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
  }

  /** Every test runs in a folder with a space in its name; here each word is seen. */
  @Test
  void a_folder_with_a_space_in_its_name_stays_one_word() throws Exception {
    program("jdk/bin/java", "for word in \"$@\"; do echo \"<$word>\"; done");
    var target = folder.toRealPath().resolve("bootstrap/target");
    assertThat(waybill("connectors", "a b", "").out())
        .contains("<-XX:SharedArchiveFile=" + target.resolve("waybill-client.jsa") + ">\n")
        .endsWith("<-jar>\n<" + target.resolve("waybill.jar") + ">\n<connectors>\n<a b>\n<>\n");
    assertThat(waybill("bench").out()).contains("<-jar>").doesNotContain("<>");
    file("bootstrap/target/waybill.jsa", "");
    assertThat(waybill("bench").out())
        .contains("<-XX:SharedArchiveFile=" + target.resolve("waybill.jsa") + ">\n");
  }

  @Test
  void an_archive_older_than_the_program_is_not_used() throws Exception {
    file("bootstrap/target/waybill.jsa", "");
    changed("bootstrap/target/waybill.jsa", EARLY);
    assertThat(waybill("bench").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void where_no_archive_can_be_made_it_runs_all_the_same() throws Exception {
    program(
        "jdk/bin/java", "case \"$*\" in *ArchiveClassesAtExit*) exit 1;; esac; echo \"java $*\"");
    var run = waybill("demo");
    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("SharedArchiveFile").endsWith("waybill.jar demo\n");
  }

  @Test
  void the_program_is_what_ends_and_its_code_is_the_launchers() throws Exception {
    program("jdk/bin/java", "exit 7");
    assertThat(waybill("doctor").code()).isEqualTo(7);
  }
}
