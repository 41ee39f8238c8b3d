package dev.waybill.bootstrap.cli;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseRefusedException;
import dev.waybill.persistence.MasterKey;
import dev.waybill.persistence.MasterKeyRotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./waybill rotate-master-key}. */
@Command(
    name = "rotate-master-key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new master key in a file of mode 600 and seals every stored credential with it.",
      "Run it with the settings of serve, while no node runs. The new file opens what the old key",
      "sealed as well; give it to every node as WAYBILL_MASTER_KEY_FILE, or put it where the old one",
      "is. Ends with 1, and has changed nothing, when a node runs or the old key is not the right one."
    })
final class RotateMasterKeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "where to put the new key; must not be there yet")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    if (Files.exists(file)) {
      System.err.println(
          "waybill: " + file + " is there already; a master key is never overwritten");
      return 1;
    }
    var settings = Launch.of(System.getenv()).settings();
    try (var opened = StoredData.open(settings)) {
      var old = MasterKey.load(settings.masterKeyFile());
      old.checkAgainst(opened.database());
      // The file first: were it lost after the commit, nothing could be opened any more.
      var next = old.successor(file);
      int connectors = rotate(opened.database(), old, next);
      System.out.printf(
          "The credentials of %d connectors are sealed with master key %s in %s.%n"
              + "Give it to every node instead of %s, and keep a copy.%n",
          connectors, next.id(), file, settings.masterKeyFile());
      return 0;
    } catch (StoreUnavailableException | DatabaseRefusedException e) {
      System.err.println("waybill: " + outcome() + e.getMessage());
      return 1;
    }
  }

  private int rotate(Database database, MasterKey old, MasterKey next) {
    try {
      return new MasterKeyRotation(database).rotate(old, next);
    } catch (DatabaseRefusedException e) {
      // It opens nothing that the old one does not, and would stand in the next try's way.
      remove();
      throw e;
    }
  }

  private void remove() {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a key that is of no use stays behind", e);
    }
  }

  private String outcome() {
    return Files.exists(file)
        ? "it is not known with which key the credentials are sealed now; keep both, serve tells which"
            + " one it wants: "
        : "nothing was changed in the database: ";
  }
}
