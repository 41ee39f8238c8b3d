package dev.waybill.bootstrap;

import dev.waybill.bootstrap.cli.WaybillCommand;

/** Where the program begins. */
public final class Main {
  private Main() {}

  /**
   * Runs one command; its exit code is 0 for success, 1 for a failure, 2 for a call that was not
   * understood.
   */
  public static void main(String[] arguments) {
    System.exit(WaybillCommand.run(arguments));
  }
}
