package dev.waybill.inbound.http;

import dev.waybill.domain.json.JsonCodec;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the server beneath refuses before it is a request of ours: a target or headers that it does
 * not take, and anything while it stops.
 */
final class RefusalHandler extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private final JsonCodec codec;

  RefusalHandler(JsonCodec codec) {
    this.codec = codec;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  // Neither the message nor the cause is told: both may repeat what was sent.
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    var id = CorrelationId.of(request.getHeaders().get(CorrelationId.HEADER));
    try (var _ = MDC.putCloseable(CorrelationId.LOGGED, id)) {
      LOG.debug("{} {} without a route {}", id, request.getMethod(), status);
    }
    var reply = reply(status);
    var headers = response.getHeaders();
    headers.put(CorrelationId.HEADER, id);
    headers.put("Content-Type", ProblemJson.TYPE);
    reply.headers().forEach(headers::put);
    response.write(true, ByteBuffer.wrap(body(reply, request, id)), callback);
  }

  private static Reply reply(int status) {
    return status == 503
        ? Refusals.unavailable("This node is stopping; try again.")
        : Refusals.other(status);
  }

  private byte[] body(Reply reply, Request request, String id) {
    var path = request.getHttpURI().getPath();
    return reply.content() instanceof Reply.Content.Refusal refusal
        ? codec.write(ProblemJson.document(reply.status(), refusal, path == null ? "/" : path, id))
        : new byte[0];
  }
}
