package dev.waybill.bootstrap;

/** Which program this is. */
public final class Program {
  public static final String VERSION = "0.1.0";

  private Program() {}
}
