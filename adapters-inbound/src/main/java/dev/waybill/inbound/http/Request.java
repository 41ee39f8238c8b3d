package dev.waybill.inbound.http;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.BodyReader.Reading;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was asked. For the thread that handles it, and only until it has replied. */
public final class Request {
  private static final int ADMIN_BODY_LIMIT = 1024 * 1024;
  private static final String BEARER = "bearer ";

  private final Context context;
  private final JsonCodec codec;
  private final BodyBudget.Lease lease;
  private final WorkRoom room;

  Request(Context context, JsonCodec codec, BodyBudget.Lease lease, WorkRoom room) {
    this.context = context;
    this.codec = codec;
    this.lease = lease;
    this.room = room;
  }

  /** The parameter of the route's path. */
  public String path(String name) {
    return context.pathParam(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  /** All parameters of the query, of repeated ones the first. */
  public Map<String, String> queries() {
    var first = new LinkedHashMap<String, String>();
    context.queryParamMap().forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /** The path that was asked for, without its query. */
  public String path() {
    return context.path();
  }

  /** The path with its query, as it was asked for. */
  public String target() {
    var query = context.queryString();
    return query == null ? context.path() : context.path() + "?" + query;
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(context.cookie(name));
  }

  /** The address the connection comes from; behind a proxy that of the proxy. */
  public String client() {
    return context.ip();
  }

  /** The token of {@code Authorization: Bearer}. */
  public Optional<Secret> bearer() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip())
        .filter(token -> !token.isEmpty())
        .map(Secret::new);
  }

  /** The media type without its parameters, in lower case; empty where none is named. */
  public String mediaType() {
    var type = header("Content-Type").orElse("");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the body, inflated if it is gzip, and goes on with it; or refuses it: 413 above the
   * limit, 415 for another coding, 400 for broken gzip, 503 while too many bodies are in memory or
   * being worked on.
   */
  public Reply withLargeBody(int limit, Function<byte[], Reply> then) throws IOException {
    return withBody(limit, body -> room.with(body.length, () -> then.apply(body)));
  }

  private Reply withBody(int limit, Function<byte[], Reply> then) throws IOException {
    var coding = header("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    long announced = context.req().getContentLengthLong();
    if (coding.equals("identity") && announced > limit) {
      return tooLarge(limit);
    }
    var in = context.bodyInputStream();
    return switch (coding) {
      case "identity" -> go(BodyReader.plain(in, limit, announced, lease), limit, then);
      case "gzip", "x-gzip" -> go(BodyReader.gzip(in, limit, lease), limit, then);
      default -> Refusals.unsupportedType("Content-Encoding: wanted gzip or none.");
    };
  }

  private static Reply go(Reading reading, int limit, Function<byte[], Reply> then) {
    return switch (reading) {
      case Reading.Whole(var bytes) -> then.apply(bytes);
      case Reading.TooLarge _ -> tooLarge(limit);
      case Reading.NoRoom _ -> Refusals.unavailable("Too many request bodies at a time.");
      case Reading.Broken _ -> Refusals.malformed("The body is not gzip, or was cut short.");
    };
  }

  private static Reply tooLarge(int limit) {
    return Refusals.tooLarge("A body here holds at most " + limit + " bytes, inflated.");
  }

  /** Goes on with the JSON object of the body, or refuses anything else: 400, 413, 415, 422. */
  public Reply withObject(Function<JsonObject, Reply> then) throws IOException {
    if (!isJson()) {
      return Refusals.unsupportedType("Content-Type: wanted application/json.");
    }
    return withBody(ADMIN_BODY_LIMIT, body -> parsed(body, then));
  }

  /** The same, where no body at all stands for an empty object. */
  public Reply withOptionalObject(Function<JsonObject, Reply> then) throws IOException {
    return withBody(
        ADMIN_BODY_LIMIT,
        body -> {
          if (body.length == 0) {
            return then.apply(JsonObject.EMPTY);
          }
          return isJson()
              ? parsed(body, then)
              : Refusals.unsupportedType("Content-Type: wanted application/json.");
        });
  }

  /** Goes on with the fields of a form, or refuses anything else: 400, 413, 415. */
  public Reply withForm(Function<Form, Reply> then) throws IOException {
    if (!mediaType().equals("application/x-www-form-urlencoded")) {
      return Refusals.unsupportedType("Content-Type: wanted application/x-www-form-urlencoded.");
    }
    return withBody(
        ADMIN_BODY_LIMIT,
        body ->
            Form.parse(body)
                .map(then)
                .orElseGet(() -> Refusals.malformed("Wanted a well-formed form.")));
  }

  private boolean isJson() {
    var type = mediaType();
    return type.isEmpty()
        || type.equals("application/json")
        || type.equals("application/merge-patch+json");
  }

  private Reply parsed(byte[] body, Function<JsonObject, Reply> then) {
    return codec
        .read(body)
        .map(json -> object(json, then))
        .orElseGet(() -> Refusals.malformed("Wanted one well-formed JSON object in UTF-8."));
  }

  private static Reply object(Json json, Function<JsonObject, Reply> then) {
    return json instanceof JsonObject object
        ? then.apply(object)
        : Refusals.invalid(
            "Wanted an object, got " + json.kind() + ".",
            List.of(Problem.at(JsonPointer.ROOT, "wrong_type", "Wanted an object.")));
  }
}
