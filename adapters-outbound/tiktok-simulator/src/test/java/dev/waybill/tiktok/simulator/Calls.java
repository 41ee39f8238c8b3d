package dev.waybill.tiktok.simulator;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of calls that are right, to be bent one field at a time. */
final class Calls {
  static final String PIXEL = "C0EXAMPLEPIXELCODE00";
  static final String HASH = "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";
  static final long NOW = System.currentTimeMillis() / 1_000;

  private Calls() {}

  static String web(String... events) {
    return envelope("web", PIXEL, events);
  }

  static String envelope(String source, String id, String... events) {
    return """
        {"event_source":"%s","event_source_id":"%s","data":[%s]}"""
        .formatted(source, id, Arrays.stream(events).collect(Collectors.joining(",")));
  }

  static String testCall(String... events) {
    var call = (ObjectNode) Json.MAPPER.readTree(web(events));
    return call.put("test_event_code", "TEST12345").toString();
  }

  /** A web purchase without a fault or a finding. */
  static String purchase(String eventId, String value) {
    return """
        {"event":"Purchase","event_time":%d,"event_id":"%s",
         "user":{"email":"%s","phone":["%s"],"external_id":"%s","ip":"198.51.100.7","ttclid":"E.C.P.x"},
         "page":{"url":"https://shop.example/thanks"},
         "properties":{"currency":"EUR","value":%s,"content_type":"product","order_id":"1001","num_items":2,
           "content_ids":["SKU-1"],"contents":[{"content_id":"SKU-1","quantity":2,"price":29.90}]}}"""
        .formatted(NOW, eventId, HASH, HASH, HASH, value);
  }

  static String offlinePurchase(String event) {
    return """
        {"event":"%s","event_time":%d,"event_id":"pos-1","user":{"email":["%s"]},
         "properties":{"currency":"USD","value":46}}"""
        .formatted(event, NOW, HASH);
  }

  static String appEvent() {
    return """
        {"event":"LaunchAPP","event_time":%d,"user":{"gaid":"38400000-8cf0-11bd-b23e-10b96e40000d"},
         "app":{"app_id":"com.example.shop"},"ad":{"attributed":false}}"""
        .formatted(NOW);
  }

  static String crmEvent() {
    return """
        {"event":"Lead","event_time":%d,"event_id":"crm-1","user":{"email":"%s"},
         "lead":{"lead_id":"7000000000000000099"}}"""
        .formatted(NOW, HASH);
  }

  /** The event with the value at this pointer replaced; an empty value takes the member away. */
  static String bent(String event, String pointer, String value) {
    var root = (ObjectNode) Json.MAPPER.readTree(event);
    int last = pointer.lastIndexOf('/');
    var parent = (ObjectNode) root.at(pointer.substring(0, last));
    var name = pointer.substring(last + 1);
    parent.remove(name);
    if (!value.isEmpty()) {
      parent.set(name, Json.MAPPER.readTree(value));
    }
    return root.toString();
  }
}
