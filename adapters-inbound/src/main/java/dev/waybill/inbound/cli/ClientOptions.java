package dev.waybill.inbound.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command that speaks to the API can be told. */
public final class ClientOptions {
  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "where Waybill answers; else WAYBILL_URL, else this machine's own")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "a file with the admin token; else WAYBILL_TOKEN, WAYBILL_TOKEN_FILE, else that of the"
              + " local data directory")
  private @Nullable Path tokenFile;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "table (the default) or json")
  private Format format = Format.TABLE;

  @Nullable String url() {
    return url;
  }

  @Nullable Path tokenFile() {
    return tokenFile;
  }

  /** Whether the answer is wanted as JSON. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Whether an address was named, by option or environment, other than this machine's own. */
  public boolean namesAddress(Surroundings here) {
    return url != null || !here.variable(Connection.URL).isEmpty();
  }

  /** How a command answers. */
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
