package dev.waybill.bootstrap.bench;

import dev.waybill.domain.json.JsonObject;
import java.util.List;

/** One way to measure. */
interface Bench {
  Findings run(Scene scene) throws InterruptedException;

  /**
   * What was found.
   *
   * @param contradictions between those who counted; none in a good run
   */
  record Findings(JsonObject figures, List<String> contradictions) {
    public Findings {
      contradictions = List.copyOf(contradictions);
    }
  }
}
