package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.telemetry.Tracing;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.admin.AuthorizationCallback;
import dev.waybill.inbound.admin.TailApi;
import dev.waybill.inbound.health.HealthApi;
import dev.waybill.inbound.health.Readiness;
import dev.waybill.inbound.ingest.IngestApi;
import dev.waybill.json.JacksonCodec;
import dev.waybill.json.JacksonEventSlicer;
import dev.waybill.json.NetworkntSchemas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The whole API on a free port, over fakes. */
public final class RunningApi implements AutoCloseable {
  public static final String ADMIN = "admin-token-for-tests";
  private static final NodeId NODE = new NodeId(new UUID(0, 1));
  private static final JacksonCodec CODEC = new JacksonCodec();

  private static final RefusalPages BROKEN_PAGES =
      new RefusalPages() {
        @Override
        public boolean covers(String path) {
          return path.startsWith("/test/pages/");
        }

        @Override
        public Reply page(Request request, Refused refused) {
          throw new IllegalStateException("somebody's secret");
        }
      };

  public final FakeIngest ingest = new FakeIngest();
  public final FakeOutbox outbox = new FakeOutbox();
  public final FakeFindings findings = new FakeFindings();
  public final FakeReplays replays = new FakeReplays();
  public final FakeTail tail = new FakeTail();
  public final StorageRoom storage = new StorageRoom();
  public final List<Alert> alerts = new CopyOnWriteArrayList<>();
  public final List<Condition> conditions = new CopyOnWriteArrayList<>();
  public final List<String> answered = new CopyOnWriteArrayList<>();
  public final AtomicBoolean ready = new AtomicBoolean(true);
  private final FakeConnectors connectors = new FakeConnectors();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  private RunningApi(long budget, int room) {
    this(budget, room, null);
  }

  private RunningApi(long budget, int room, AdminApi.@Nullable Setup given) {
    var platforms = new Platforms(List.of(new FakePlatform()), new NetworkntSchemas());
    var setup =
        given == null
            ? new AdminApi.Setup(
                new FakeSources(), connectors, connectors, connectors, new FakeTrials(), platforms)
            : given;
    var watch =
        new AdminApi.Watch(
            outbox,
            outbox,
            outbox,
            outbox,
            FakeTrials::quality,
            CODEC,
            InstantSource.fixed(FakeOutbox.NOW));
    Readiness readiness =
        () -> List.of(new Readiness.Check("database", ready.get(), "It answers in time."));
    server =
        new HttpServer(
            new HttpSettings("127.0.0.1", 0, budget, room, Duration.ofMillis(100)),
            CODEC,
            BROKEN_PAGES,
            (method, route, status, _) -> answered.add(method + " " + route + " " + status),
            List.of(
                new Documents(
                    "{\"title\":\"event\"}".getBytes(UTF_8),
                    "{\"title\":\"mapping\"}".getBytes(UTF_8)),
                new IngestApi(ingest, new JacksonEventSlicer(), storage, Tracing.OFF),
                new AdminApi(
                    new Secret(ADMIN),
                    setup,
                    watch,
                    findings.findings(),
                    replays,
                    household(),
                    new AdminApi.Alarms(() -> List.copyOf(alerts), () -> List.copyOf(conditions))),
                new TailApi(new Secret(ADMIN), setup.sources(), tail, CODEC),
                new AuthorizationCallback(connectors),
                new HealthApi(readiness, () -> List.copyOf(conditions), () -> "waybill_up 1\n"),
                () ->
                    List.of(
                        Route.get("/test/breaks", _ -> breaks()),
                        Route.get("/test/fails", _ -> fails()))));
    port = server.start();
  }

  private static AdminApi.Household household() {
    var outbox = new InMemoryOutbox(InstantSource.fixed(FakeOutbox.NOW));
    outbox.beat(NODE, "1.2.3");
    outbox.beat(new NodeId(new UUID(0, 2)), "1.2.4");
    outbox.take(new ConnectorId(2), NODE);
    outbox.take(new ConnectorId(1), NODE);
    outbox.leaving(new NodeId(new UUID(0, 2)));
    return new AdminApi.Household(outbox, NODE);
  }

  public static RunningApi start() {
    return new RunningApi(HttpSettings.DEFAULT_BODY_BUDGET, HttpSettings.DEFAULT_WORK_ROOM);
  }

  /** The same over other use cases than the fake ones. */
  public static RunningApi over(AdminApi.Setup setup) {
    return new RunningApi(HttpSettings.DEFAULT_BODY_BUDGET, HttpSettings.DEFAULT_WORK_ROOM, setup);
  }

  public static RunningApi withBodyBudget(long bytes) {
    return new RunningApi(bytes, HttpSettings.DEFAULT_WORK_ROOM);
  }

  public static RunningApi withWorkRoom(int bytes) {
    return new RunningApi(HttpSettings.DEFAULT_BODY_BUDGET, bytes);
  }

  private static Reply breaks() {
    throw new IllegalStateException(
        "somebody's secret", new DateTimeParseException("no time", "somebody's secret", 0));
  }

  private static Reply fails() {
    throw new AssertionError("somebody's secret");
  }

  public int port() {
    return port;
  }

  Set<String> registered() {
    return server.registered();
  }

  public long bodyBytesHeld() {
    return server.budget().used();
  }

  public Answer get(String path) {
    return admin("GET", path, "");
  }

  public Answer post(String path, String json) {
    return admin("POST", path, json);
  }

  public Answer admin(String method, String path, String json) {
    return send(
        method,
        path,
        Map.of("Authorization", "Bearer " + ADMIN, "Content-Type", "application/json"),
        BodyPublishers.ofString(json));
  }

  public Answer events(String contentType, String body) {
    return send(
        "POST",
        "/v1/events",
        Map.of("Authorization", "Bearer " + FakeIngest.WRITE_KEY, "Content-Type", contentType),
        BodyPublishers.ofString(body));
  }

  public Answer send(String method, String path, Map<String, String> headers, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    headers.forEach(request::header);
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** What came back. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text() {
      return new String(response.body(), UTF_8);
    }

    public JsonObject json() {
      return (JsonObject) CODEC.read(response.body()).orElse(JsonObject.EMPTY);
    }

    /** The text at that pointer, or its compact JSON where it is no text. */
    public String at(String pointer) {
      Json value = JsonPointer.parse(pointer).resolve(json());
      if (value == null) {
        return "absent";
      }
      var text = value.text();
      return text == null ? new String(CODEC.write(value), UTF_8) : text;
    }

    /** The last word of the problem's type, or what came instead. */
    public String problem() {
      return header("Content-Type").equals("application/problem+json")
          ? at("/type").replace("urn:waybill:problem:", "")
          : "no problem: " + status();
    }
  }
}
