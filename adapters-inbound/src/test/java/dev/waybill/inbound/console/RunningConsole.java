package dev.waybill.inbound.console;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Frame;
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
import dev.waybill.inbound.http.Route;
import dev.waybill.json.JacksonCodec;
import dev.waybill.json.NetworkntSchemas;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
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
  private final Frame console;
  private final HttpServer server;
  private final int port;
  private final Browser browser;

  private RunningConsole() {
    InstantSource clock = now::get;
    var setup =
        new AdminApi.Setup(
            reached(ManageSources.class, sources),
            reached(ManageConnectors.class, connectors),
            reached(VerifyConnector.class, connectors),
            reached(ManageCredentials.class, connectors),
            reached(TryMappings.class, new FakeTrials()),
            new Platforms(List.of(new FakePlatform()), new NetworkntSchemas()));
    var watch =
        new AdminApi.Watch(
            reached(Ledger.class, outbox),
            reached(OutboxView.class, outbox),
            reached(ReadBacklogs.class, new Backlogs()),
            reached(ReadEventStory.class, outbox),
            FakeTrials::quality,
            CODEC,
            clock);
    Readiness readiness =
        () -> List.of(new Readiness.Check("database", ready.get(), "does not answer"));
    var ports =
        new Console.Ports(
            setup,
            watch,
            findings(),
            reached(ManageReplays.class, replays),
            readiness,
            alarms(),
            reached(EventTail.class, tail));
    console = Console.of(new Secret(TOKEN), URI.create("https://waybill.example"), ports);
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

  private AdminApi.Findings findings() {
    return new AdminApi.Findings(
        reached(ReadActivity.class, findings),
        reached(SearchEvents.class, findings),
        reached(ReadDeadLetters.class, findings),
        reached(ReadAudit.class, findings),
        reached(VerifyLedger.class, findings),
        reached(ExplainEvents.class, findings.explanations()));
  }

  /** The port while the store is there. */
  private <T> T reached(Class<T> port, T fake) {
    InvocationHandler behind =
        (_, method, arguments) -> {
          reach();
          try {
            return method.invoke(fake, arguments);
          } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
          }
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, behind));
  }

  private void reach() {
    if (storeAway.get()) {
      throw new StoreUnavailableException("no answer", new IOException("gone"));
    }
  }

  /** Every address of the console. */
  public List<Route> routes() {
    return console.routes();
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
