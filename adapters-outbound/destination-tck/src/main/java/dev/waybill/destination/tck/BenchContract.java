package dev.waybill.destination.tck;

import dev.waybill.domain.destination.OutboundEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rules that are held against one destination before one peer, fresh for each. */
abstract class BenchContract {
  private TestBench bench;

  /** How the platform under test talks; asked for several times in each test. */
  protected abstract Dialect dialect();

  @BeforeEach
  final void open() {
    bench = new TestBench(dialect());
  }

  @AfterEach
  final void close() {
    bench.close();
  }

  final TestBench bench() {
    return bench;
  }

  static List<String> ids(List<OutboundEvent> batch) {
    return batch.stream().map(event -> event.id().value()).toList();
  }
}
