package dev.waybill.bootstrap;

import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.bootstrap.wiring.DaggerPlatformComponent;
import dev.waybill.bootstrap.wiring.PlatformComponent;
import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.inbound.log.QuietTrace;
import dev.waybill.json.JacksonCodec;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseRefusedException;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.MasterKey;
import dev.waybill.persistence.PostgresNodes;
import dev.waybill.persistence.TinkVault;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform: database, HTTP server, relay. It starts in that order and stops in the
 * opposite one, so that what was answered is durable and what is in flight is settled before its
 * floor is taken away.
 */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  static final String ADMIN_TOKEN_FILE = "admin-token";

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Settings settings;
  private final InstantSource clock;
  private final StoreClock storeClock;
  private @Nullable URI address;
  private @Nullable Secret adminToken;

  private Platform(Settings settings, InstantSource clock, StoreClock storeClock) {
    this.settings = settings;
    this.clock = clock;
    this.storeClock = storeClock;
  }

  /**
   * Starts a platform and returns once it answers. It goes by the database's clock, as far as it
   * differs from this machine's.
   *
   * @throws PlatformStartException when it cannot start; nothing is left running
   */
  public static Platform start(Settings settings, Destinations destinations) {
    var clock = new StoreClock(InstantSource.system(), System::nanoTime);
    return start(new Platform(settings, clock, clock), destinations);
  }

  /**
   * The same by the clock that is given, whatever the database's says.
   *
   * @throws PlatformStartException when it cannot start; nothing is left running
   */
  public static Platform start(Settings settings, Destinations destinations, InstantSource clock) {
    return start(
        new Platform(settings, clock, new StoreClock(clock, System::nanoTime)), destinations);
  }

  private static Platform start(Platform platform, Destinations destinations) {
    boolean opened = false;
    try {
      platform.open(destinations);
      opened = true;
      return platform;
    } catch (StoreUnavailableException e) {
      throw new PlatformStartException(
          "The database cannot be reached; check WAYBILL_DATABASE_URL, user and password.", e);
    } catch (DatabaseRefusedException e) {
      throw new PlatformStartException(e.getMessage() == null ? "refused" : e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new PlatformStartException(e.getMessage() + ": " + why(e.getCause()), e);
    } finally {
      if (!opened) {
        platform.close();
      }
    }
  }

  private static @Nullable String why(@Nullable Throwable cause) {
    return cause == null ? null : cause.getMessage();
  }

  private void open(Destinations destinations) {
    var database = Database.open(databaseSettings());
    undo.push(database::close);
    storeClock.compare(database::now, Function.identity());
    if (settings.database() == null) {
      // Its directory is locked: whoever had a share in it is gone.
      new PostgresNodes(database).forgetAll();
    }
    var token = settings.adminToken();
    var admin = token == null ? AdminTokenFile.readOrMake(adminTokenFile()) : token;
    var component =
        DaggerPlatformComponent.factory()
            .create(settings, destinations, database, vault(database), admin, clock, storeClock);
    serve(component);
    adminToken = admin;
  }

  private DatabaseSettings databaseSettings() {
    var external = settings.database();
    if (external != null) {
      return external;
    }
    LOG.info("starting the embedded PostgreSQL in {}", settings.dataDirectory());
    var options =
        new LocalPostgres.Options(0, LocalPostgres.Durability.DURABLE, settings.cacheDirectory());
    var local = LocalPostgres.start(settings.dataDirectory().resolve("postgres"), options);
    undo.push(local::close);
    return local.settings();
  }

  private CredentialVault vault(Database database) {
    var file = settings.masterKeyFile();
    var key = settings.database() == null ? MasterKey.loadOrMake(file) : MasterKey.load(file);
    var vault = new TinkVault(key, new JacksonCodec());
    key.checkAgainst(database);
    return vault;
  }

  private void serve(PlatformComponent component) {
    undo.push(component.telemetry()::close);
    component.relay().start();
    undo.push(component.relay()::close);
    component.replayLoop().start();
    undo.push(component.replayLoop()::close);
    component.retention().start();
    undo.push(component.retention()::close);
    component.monitor().start();
    undo.push(component.monitor()::close);
    component.alerts().start();
    undo.push(component.alerts()::close);
    int port = component.httpServer().start();
    undo.push(component.httpServer()::close);
    address = URI.create("http://" + literal(settings.listenAddress()) + ":" + port);
    LOG.info("Waybill listens at {}", address);
  }

  private static String literal(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /** Where the HTTP API is. */
  public URI address() {
    if (address == null) {
      throw new IllegalStateException("the platform is not running");
    }
    return address;
  }

  /** What opens the admin API. */
  public Secret adminToken() {
    if (adminToken == null) {
      throw new IllegalStateException("the platform is not running");
    }
    return adminToken;
  }

  /** Where the admin token can be read, unless it was given as a setting. */
  public Path adminTokenFile() {
    return settings.dataDirectory().resolve(ADMIN_TOKEN_FILE);
  }

  /** Stops taking events, settles what is in flight, and closes the database last. */
  @Override
  public void close() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (RuntimeException | Error e) {
        // The others are stopped all the same.
        LOG.warn("a part did not stop cleanly: {}", QuietTrace.of(e));
      }
    }
  }
}
