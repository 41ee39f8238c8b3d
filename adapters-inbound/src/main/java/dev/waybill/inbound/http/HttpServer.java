package dev.waybill.inbound.http;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.inbound.http.Reply.Content;
import dev.waybill.inbound.log.QuietTrace;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Serves the endpoints over HTTP/1.1, each request on a virtual thread. Every reply carries {@code
 * X-Correlation-Id}, every refusal is problem+json. What goes wrong unexpectedly is logged once
 * under that id and told to nobody.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final String CORRELATION = "waybill.correlation";

  // Made anew for each reply, of which few are larger.
  private static final int REPLY_BUFFER = 1024;

  private final HttpSettings settings;
  private final JsonCodec codec;
  private final BodyBudget budget;
  private final WorkRoom room;
  private final RefusalPages pages;
  private final RequestListener listener;
  private final Set<String> registered = new TreeSet<>();
  private final Javalin javalin;

  /**
   * @param listener is told of every request that was answered
   */
  public HttpServer(
      HttpSettings settings,
      JsonCodec codec,
      RefusalPages pages,
      RequestListener listener,
      List<Endpoints> endpoints) {
    this.settings = settings;
    this.pages = pages;
    this.listener = listener;
    this.codec = codec;
    this.budget = new BodyBudget(settings.bodyBudget());
    this.room = new WorkRoom(settings.workRoom(), settings.longestWait());
    this.javalin = Javalin.create(config -> configure(config, endpoints));
  }

  /**
   * Starts listening.
   *
   * @return the port
   * @throws UncheckedIOException when the address or port cannot be listened at
   */
  public int start() {
    try {
      javalin.start(settings.host(), settings.port());
    } catch (JavalinBindException e) {
      throw new UncheckedIOException(
          "HTTP cannot listen at " + settings.host() + ":" + settings.port(), new IOException(e));
    }
    return javalin.port();
  }

  /** Takes no more requests, and returns when those in flight are answered, or after a limit. */
  @Override
  public void close() {
    javalin.stop();
  }

  /** Every route that was registered, as {@code GET /v1/sources}. */
  Set<String> registered() {
    return Set.copyOf(registered);
  }

  BodyBudget budget() {
    return budget;
  }

  private void configure(JavalinConfig config, List<Endpoints> endpoints) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.modifyServer(HttpServer::stopGracefully);
    config.jetty.modifyServer(server -> server.setErrorHandler(new RefusalHandler(codec)));
    config.http.responseBufferSize = REPLY_BUFFER;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.javaLangErrorHandler(
        (response, error) -> {
          var id = String.valueOf(response.getHeader(CorrelationId.HEADER));
          logged(id, () -> LOG.error("{} fatal: {}", id, QuietTrace.of(error)));
        });
    config.events.handlerAdded(
        added -> {
          if (added.getHttpMethod().isHttpMethod()
              && !added.getHttpMethod().equals(HandlerType.HEAD)) {
            registered.add(added.getHttpMethod().name() + " " + added.getPath());
          }
        });
    config.requestLogger.http(this::answered);
    config.routes.before(HttpServer::correlate);
    endpoints.stream()
        .flatMap(part -> part.routes().stream())
        .flatMap(this::endpoints)
        .forEach(config.routes::addEndpoint);
    config.routes.exception(HttpResponseException.class, this::refusedBeneath);
    config.routes.exception(StoreUnavailableException.class, this::storeAway);
    config.routes.exception(IOException.class, this::clientAway);
    config.routes.exception(Exception.class, this::unexpected);
  }

  /**
   * A stop lets requests in flight end, up to a limit; later ones are answered 503 by the server
   * itself.
   */
  private static void stopGracefully(Server server) {
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(LONGEST_STOP.toMillis());
  }

  // By itself the server beneath answers 200 to HEAD wherever there is a GET, and asks for no
  // token.
  private Stream<Endpoint> endpoints(Route route) {
    var endpoint = endpoint(HandlerType.findOrCreate(route.method().name()), route);
    return route.method() == Route.Method.GET
        ? Stream.of(endpoint, endpoint(HandlerType.HEAD, route))
        : Stream.of(endpoint);
  }

  private Endpoint endpoint(HandlerType method, Route route) {
    return new Endpoint(method, route.path(), context -> handle(route, context));
  }

  private void handle(Route route, Context context) throws IOException {
    try (var lease = budget.lease();
        var _ = MDC.putCloseable(CorrelationId.LOGGED, correlation(context))) {
      answer(route.handling().handle(new Request(context, codec, lease, room)), context);
    }
  }

  /** For what is said about a request after its handler has ended. */
  private static void logged(Context context, Runnable line) {
    logged(correlation(context), line);
  }

  private static void logged(String correlation, Runnable line) {
    try (var _ = MDC.putCloseable(CorrelationId.LOGGED, correlation)) {
      line.run();
    }
  }

  private static void correlate(Context context) {
    var id = CorrelationId.of(context.header(CorrelationId.HEADER));
    context.attribute(CORRELATION, id);
    context.header(CorrelationId.HEADER, id);
  }

  private static String correlation(Context context) {
    var id = context.<String>attribute(CORRELATION);
    return id == null ? "none" : id;
  }

  private void answer(Reply reply, Context context) {
    if (reply.content() instanceof Content.Refusal refusal && pages.covers(context.path())) {
      write(page(reply, refusal, context), context);
    } else {
      write(reply, context);
    }
  }

  /** The refusal for people; where that fails, the refusal itself. */
  private Reply page(Reply reply, Content.Refusal refusal, Context context) {
    try (var lease = budget.lease()) {
      var shown =
          pages.page(
              new Request(context, codec, lease, room),
              new RefusalPages.Refused(reply.status(), refusal, correlation(context)));
      reply.headers().forEach(context::header);
      return shown;
    } catch (RuntimeException e) {
      logged(
          context,
          () -> LOG.error("{} no page for a refusal: {}", correlation(context), QuietTrace.of(e)));
      return reply;
    }
  }

  private void write(Reply reply, Context context) {
    context.status(reply.status());
    reply.headers().forEach(context::header);
    switch (reply.content()) {
      case Content.Nothing _ -> context.result(new byte[0]);
      case Content.Bytes(var type, var bytes) -> context.contentType(type).result(bytes);
      case Content.Document(var type, var body) ->
          context.contentType(type).result(codec.write(body));
      case Content.Refusal refusal ->
          context
              .contentType(ProblemJson.TYPE)
              .result(
                  codec.write(
                      ProblemJson.document(
                          reply.status(), refusal, context.path(), correlation(context))));
    }
  }

  private void refusedBeneath(HttpResponseException refused, Context context) {
    var reply =
        switch (refused.getStatus()) {
          case 404 -> Refusals.notFound("There is nothing at this path.");
          case 405 -> Refusals.methodNotAllowed(String.join(", ", refused.getDetails().values()));
          default -> Refusals.other(refused.getStatus());
        };
    answer(reply, context);
  }

  private void storeAway(StoreUnavailableException away, Context context) {
    logged(
        context,
        () ->
            LOG.warn(
                "{} the store is not available: {}", correlation(context), QuietTrace.of(away)));
    answer(Refusals.unavailable("The store cannot be reached; try again."), context);
  }

  private void clientAway(IOException away, Context context) {
    logged(
        context,
        () ->
            LOG.debug(
                "{} the request could not be read: {}", correlation(context), QuietTrace.of(away)));
    answer(Refusals.malformed("The body was cut short."), context);
  }

  private void unexpected(Exception unexpected, Context context) {
    logged(
        context,
        () -> LOG.error("{} unexpected: {}", correlation(context), QuietTrace.of(unexpected)));
    answer(Refusals.unexpected(), context);
  }

  // The route and not the path: an id in a path is the sender's own text.
  private void answered(Context context, Float tookMillis) {
    var route = context.endpoint().path;
    listener.answered(
        context.method().name(),
        route,
        context.statusCode(),
        Duration.ofNanos((long) (tookMillis * 1_000_000)));
    logged(
        context,
        () ->
            LOG.debug(
                "{} {} {} {} in {} ms",
                correlation(context),
                context.method(),
                route,
                context.statusCode(),
                tookMillis));
    if (context.statusCode() >= 400) {
      LateBody.dropAfterReply(context);
    }
  }
}
