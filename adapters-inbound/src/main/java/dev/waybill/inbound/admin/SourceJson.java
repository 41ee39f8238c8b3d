package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.source.ManageSources.IssuedKey;
import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Source;

/** Sources as this API writes them. */
final class SourceJson {
  private SourceJson() {}

  static JsonObject source(Source source) {
    return JsonObject.builder()
        .put("id", source.id().toString())
        .put("name", source.name())
        .put("created_at", Fields.time(source.createdAt()))
        .put("closed_at", Fields.time(source.closedAt()))
        .put("keys", Fields.list(source.keys(), SourceJson::key))
        .build();
  }

  private static JsonObject key(Source.WriteKey key) {
    return JsonObject.builder()
        .put("id", key.id().toString())
        .put("hint", key.hint())
        .put("created_at", Fields.time(key.createdAt()))
        .put("revoked_at", Fields.time(key.revokedAt()))
        .build();
  }

  /** The only place where a write key is shown. */
  static JsonObject issued(IssuedKey issued) {
    return JsonObject.builder()
        .put("id", issued.key().id().toString())
        .put("key", issued.secret().reveal())
        .put("created_at", Fields.time(issued.key().createdAt()))
        .build();
  }

  static JsonObject rejection(Rejection rejection) {
    return JsonObject.builder()
        .put("at", Fields.time(rejection.at()))
        .put("pointer", rejection.pointer())
        .put("code", rejection.code())
        .put("message", rejection.message())
        .putNullable("event", rejection.event())
        .build();
  }
}
