package dev.waybill.tiktok.simulator;

import org.junit.jupiter.api.AfterEach;

/** A simulator and its caller for one test. */
abstract class SimulatorTest {
  protected TikTokSimulator simulator = TikTokSimulator.start(options());
  protected Caller caller = new Caller(simulator);

  protected SimulatorOptions options() {
    return SimulatorOptions.forToken(Caller.TOKEN);
  }

  protected void restartWith(SimulatorOptions options) {
    stop();
    simulator = TikTokSimulator.start(options);
    caller = new Caller(simulator);
  }

  @AfterEach
  void stop() {
    caller.close();
    simulator.close();
  }
}
