package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Api;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a long list is wanted. */
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "at most so many, up to 1,000 (default: ${DEFAULT-VALUE})")
  private int limit = 100;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "where to go on, as the page before told")
  private @Nullable String cursor;

  /** As parameters of a query that has others before them. */
  String query() {
    return "&limit=" + limit + (cursor == null ? "" : "&cursor=" + Api.escaped(cursor));
  }
}
