package dev.waybill.bootstrap.benchmark;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Not among the tests: docs/results/README.md says how it is run. */
class BenchmarksRun {
  @Test
  void benchmarks() throws RunnerException {
    var wanted = System.getProperty("benchmark", ".*Benchmark.*");
    new Runner(new OptionsBuilder().include(wanted).shouldFailOnError(true).build()).run();
  }
}
