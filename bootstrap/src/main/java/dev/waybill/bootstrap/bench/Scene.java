package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.persistence.measure.DatabaseMeter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a way of measuring finds when its turn comes.
 *
 * @param folder for temporary files
 * @param purchases whose ids are this run's own
 * @param yardstick rows a second that a plain COPY writes
 * @param progress where to tell how it goes
 * @param stopAsked whether somebody pressed Ctrl-C
 */
record Scene(
    BenchOptions options,
    BenchDatabase database,
    DatabaseMeter meter,
    Path folder,
    Purchases purchases,
    double yardstick,
    PrintStream progress,
    BooleanSupplier stopAsked) {

  /** Starts platform and simulator. */
  BenchStage stage() throws InterruptedException {
    return BenchStage.set(database, folder);
  }

  /**
   * @throws StageFailedException when the run is to stop
   */
  void goOn() {
    if (stopAsked.getAsBoolean()) {
      throw new StageFailedException("Stopped before the end: nothing is measured.");
    }
  }

  /** Sleeps for a moment between two looks. */
  static void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }
}
