package dev.waybill.inbound.cli;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the API is, and the token for it. */
public final class Connection {
  public static final String URL = "WAYBILL_URL";
  public static final String TOKEN = "WAYBILL_TOKEN";
  private static final String WRITE_KEY = "WAYBILL_WRITE_KEY";
  private static final String FILE = "_FILE";
  private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Surroundings here;
  private final ClientOptions options;

  public Connection(Surroundings here, ClientOptions options) {
    this.here = here;
    this.options = options;
  }

  /**
   * @throws CommandFailedException when that is no address
   */
  public URI address() {
    var given = options.url() == null ? here.variable(URL) : options.url();
    if (given.isEmpty()) {
      return URI.create("http://" + host() + ":" + port());
    }
    try {
      var address = new URI(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
      if (isHttp(address) && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException _) {
      // refused below
    }
    throw new CommandFailedException(
        (options.url() == null ? URL : "--url")
            + ": wanted http://host:port or https://host, without a password.");
  }

  private static boolean isHttp(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }

  private String host() {
    var host = here.variable("WAYBILL_LISTEN_ADDRESS");
    if (EVERYWHERE.contains(host)) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private String port() {
    var port = here.variable("WAYBILL_PORT");
    return port.matches("[0-9]{1,5}") ? port : "8080";
  }

  /** Whether the address is this machine's. */
  public boolean isLocal() {
    var host = String.valueOf(address().getHost());
    return THIS_MACHINE.contains(host) || host.equals(host());
  }

  /** Whether what is sent could be read on its way. */
  public boolean isInTheClear() {
    return "http".equals(address().getScheme()) && !isLocal();
  }

  /**
   * The admin token. That of the local data directory is sent to this machine alone.
   *
   * @throws CommandFailedException when there is none
   */
  public Secret token() {
    var file = options.tokenFile();
    if (file != null) {
      return read(file, "--token-file");
    }
    return variable(TOKEN)
        .or(() -> isLocal() ? variable("WAYBILL_ADMIN_TOKEN") : Optional.empty())
        .or(this::ofDataDirectory)
        .orElseThrow(() -> new CommandFailedException(missing()));
  }

  private Optional<Secret> variable(String name) {
    var text = here.variable(name);
    if (!text.isEmpty()) {
      return Optional.of(secret(text, name));
    }
    var file = here.variable(name + FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(read(Path.of(file), name + FILE));
  }

  /**
   * A source's write key.
   *
   * @param file where it is; null to look at the environment
   * @throws CommandFailedException when there is none
   */
  public Secret writeKey(@Nullable Path file) {
    if (file != null) {
      return read(file, "--key-file");
    }
    return variable(WRITE_KEY)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no write key: ./waybill sources add-key SOURCE --to FILE makes one, then"
                        + " say --key-file FILE or set WAYBILL_WRITE_KEY_FILE."));
  }

  /** Where {@code serve} keeps the token that it made. */
  public Path tokenFile() {
    return dataDirectory().resolve("admin-token");
  }

  public Path dataDirectory() {
    var directory = here.variable("WAYBILL_DATA_DIR");
    return Path.of(directory.isEmpty() ? ".waybill" : directory);
  }

  private Optional<Secret> ofDataDirectory() {
    var file = tokenFile();
    return isLocal() && Files.exists(file)
        ? Optional.of(read(file, "the admin token"))
        : Optional.empty();
  }

  private String missing() {
    return isLocal()
        ? "There is no admin token: set WAYBILL_TOKEN_FILE or WAYBILL_TOKEN, or start ./waybill serve,"
            + " which makes "
            + tokenFile()
            + "."
        : "There is no admin token for "
            + address()
            + ": set WAYBILL_TOKEN_FILE or WAYBILL_TOKEN. That of the local data directory is sent to"
            + " no other machine.";
  }

  /** A secret from a file. */
  static Secret read(Path file, String whence) {
    try {
      var text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return secret(text, whence + ": " + file);
      }
    } catch (IOException e) {
      throw new CommandFailedException(whence + ": cannot read " + file + ".", e);
    }
    throw new CommandFailedException(whence + ": " + file + " is empty.");
  }

  /** Only what a header can carry: Java's client would repeat any other one in its complaint. */
  private static Secret secret(String text, String whence) {
    if (text.chars().allMatch(c -> c >= '!' && c <= '~')) {
      return new Secret(text);
    }
    throw new CommandFailedException(
        whence
            + ": wanted one line of visible ASCII characters and nothing else. What there is has"
            + " others in it, such as a space, a second line or a letter with an accent.");
  }
}
