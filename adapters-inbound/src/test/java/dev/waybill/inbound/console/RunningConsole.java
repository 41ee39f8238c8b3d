package dev.waybill.inbound.console;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.health.Readiness;
import dev.waybill.inbound.http.FakeConnectors;
import dev.waybill.inbound.http.FakeFindings;
import dev.waybill.inbound.http.FakeOutbox;
import dev.waybill.inbound.http.FakePlatform;
import dev.waybill.inbound.http.FakeReplays;
import dev.waybill.inbound.http.FakeSources;
import dev.waybill.inbound.http.FakeTail;
import dev.waybill.inbound.http.FakeTrials;
import dev.waybill.inbound.http.HttpServer;
import dev.waybill.inbound.http.HttpSettings;
import dev.waybill.json.JacksonCodec;
import dev.waybill.json.NetworkntSchemas;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The console on a free port, over fakes. */
public final class RunningConsole implements AutoCloseable {
  public static final String TOKEN = "admin-token-for-tests";
  private static final JacksonCodec CODEC = new JacksonCodec();

  public final FakeSources sources = new FakeSources();
  public final FakeConnectors connectors = new FakeConnectors();
  public final FakeOutbox outbox = new FakeOutbox();
  public final FakeFindings findings = new FakeFindings();
  public final FakeTail tail = new FakeTail();
  public final FakeReplays replays = new FakeReplays();
  public final AtomicBoolean storeAway = new AtomicBoolean();
  public final AtomicBoolean ready = new AtomicBoolean(true);
  public final List<Alert> alerts = new CopyOnWriteArrayList<>();
  public final List<Condition> conditions = new CopyOnWriteArrayList<>();
  public final AtomicInteger backlogReads = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(FakeOutbox.NOW);
  private final HttpServer server;
  private final int port;
  private final Browser browser;

  private RunningConsole() {
    InstantSource clock = now::get;
    var setup =
        new AdminApi.Setup(
            sources,
            connectors,
            connectors,
            connectors,
            new FakeTrials(),
            new Platforms(List.of(new FakePlatform()), new NetworkntSchemas()));
    var watch =
        new AdminApi.Watch(
            this::ledger, outbox, new Backlogs(), outbox, FakeTrials::quality, CODEC, clock);
    Readiness readiness =
        () -> List.of(new Readiness.Check("database", ready.get(), "does not answer"));
    var ports =
        new Console.Ports(setup, watch, findings.findings(), replays, readiness, alarms(), tail);
    var console = Console.of(new Secret(TOKEN), URI.create("https://waybill.example"), ports);
    server =
        new HttpServer(
            new HttpSettings("127.0.0.1", 0, 1 << 20, 1 << 20, Duration.ofMillis(100)),
            CODEC,
            console,
            (_, _, _, _) -> {},
            List.of(console));
    port = server.start();
    browser = new Browser(port);
  }

  public static RunningConsole start() {
    return new RunningConsole();
  }

  private AdminApi.Alarms alarms() {
    return new AdminApi.Alarms(
        () -> {
          reach();
          return List.copyOf(alerts);
        },
        () -> List.copyOf(conditions));
  }

  private List<Ledger.Line> ledger() {
    reach();
    return outbox.lines();
  }

  private void reach() {
    if (storeAway.get()) {
      throw new StoreUnavailableException("no answer", new IOException("gone"));
    }
  }

  /** A browser that has not signed in. */
  public Browser browser() {
    return browser;
  }

  /** The browser after it signed in. */
  public Browser signedIn() {
    if (browser.cookie().isEmpty()) {
      browser.signIn(TOKEN);
    }
    return browser;
  }

  public int port() {
    return port;
  }

  public void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Override
  public void close() {
    browser.close();
    server.close();
  }

  private final class Backlogs implements ReadBacklogs {
    @Override
    public List<BacklogUntil> until() {
      backlogReads.incrementAndGet();
      reach();
      return outbox.until();
    }

    @Override
    public AgeLimit ageLimit(ConnectorId connector) {
      return outbox.ageLimit(connector);
    }

    @Override
    public LogStatus log() {
      return outbox.log();
    }
  }
}
