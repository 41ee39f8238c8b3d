package dev.waybill.tracing;

import io.opentelemetry.api.common.AttributeKey;

/** All names are here: OpenTelemetry's conventions for messaging are still being developed. */
final class SpanNames {
  static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<Long> EVENTS = AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");

  static final AttributeKey<String> CONNECTOR = AttributeKey.stringKey("waybill.connector");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("waybill.outcome");
  static final AttributeKey<String> CODE = AttributeKey.stringKey("waybill.code");

  static final String WAYBILL = "waybill";
  static final String SCOPE = "dev.waybill";

  private SpanNames() {}
}
