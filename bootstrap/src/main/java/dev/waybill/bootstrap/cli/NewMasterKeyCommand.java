package dev.waybill.bootstrap.cli;

import dev.waybill.persistence.MasterKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./waybill new-master-key}. */
@Command(
    name = "new-master-key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new master key in a file of mode 600.",
      "Give the same file to every node as WAYBILL_MASTER_KEY_FILE and keep a copy:",
      "without it no stored credential can be opened."
    })
final class NewMasterKeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "where to put it; must not be there yet")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    if (Files.exists(file)) {
      System.err.println(
          "waybill: " + file + " is there already; a master key is never overwritten");
      return 1;
    }
    System.out.println("Master key " + MasterKey.loadOrMake(file).id() + " in " + file);
    return 0;
  }
}
