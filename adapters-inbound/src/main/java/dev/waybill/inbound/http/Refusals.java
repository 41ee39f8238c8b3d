package dev.waybill.inbound.http;

import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Reply.Content.Refusal;
import java.util.List;
import java.util.Map;

/** The refusals this API knows, one place for their statuses, codes and titles. */
public final class Refusals {
  private Refusals() {}

  public static Reply badRequest(String detail, List<Problem> errors) {
    return reply(400, "bad_request", "Bad request", detail, errors);
  }

  public static Reply malformed(String detail) {
    return reply(400, "malformed_body", "The body cannot be read", detail);
  }

  public static Reply unauthorized(String detail) {
    return reply(401, "unauthorized", "Not authorized", detail)
        .with("WWW-Authenticate", "Bearer realm=\"waybill\"");
  }

  public static Reply forbidden(String detail) {
    return reply(403, "forbidden", "Refused", detail);
  }

  public static Reply notFound(String detail) {
    return reply(404, "not_found", "Not found", detail);
  }

  public static Reply methodNotAllowed(String allowed) {
    return reply(405, "method_not_allowed", "Method not allowed", "This resource knows: " + allowed)
        .with("Allow", allowed);
  }

  public static Reply conflict(String code, String detail) {
    return reply(409, code, "Conflict", detail);
  }

  public static Reply stale(String detail) {
    return reply(412, "stale_version", "Changed meanwhile", detail);
  }

  public static Reply tooLarge(String detail) {
    return reply(413, "too_large", "Too large", detail);
  }

  public static Reply unsupportedType(String detail) {
    return reply(415, "unsupported_type", "Unsupported type", detail);
  }

  public static Reply invalid(String detail, List<Problem> errors) {
    return reply(422, "invalid", "Invalid content", detail, errors);
  }

  public static Reply versionWanted(String detail) {
    return reply(428, "version_wanted", "If-Match wanted", detail);
  }

  public static Reply unexpected() {
    return reply(500, "unexpected", "Something went wrong here", "The log has more under this id.");
  }

  /** A platform's server, and not this one, failed. */
  public static Reply badGateway(String detail) {
    return reply(502, "platform_unavailable", "The platform did not answer", detail);
  }

  public static Reply unavailable(String detail) {
    return reply(503, "unavailable", "Not available now", detail).with("Retry-After", "1");
  }

  /** The disk is as full as it may get; that does not pass within a second. */
  public static Reply storageFull() {
    return reply(
            503,
            "storage_full",
            "No room for more events",
            "The database has reached WAYBILL_DISK_BUDGET. Nothing of this request was taken in; send"
                + " it again later.")
        .with("Retry-After", "60");
  }

  /** For what the server beneath refuses by itself. */
  static Reply other(int status) {
    return reply(status, "refused", "Refused", "The request was refused.");
  }

  private static Reply reply(int status, String code, String title, String detail) {
    return reply(status, code, title, detail, List.of());
  }

  private static Reply reply(
      int status, String code, String title, String detail, List<Problem> errors) {
    return new Reply(status, Map.of(), new Refusal(code, title, detail, errors));
  }
}
