package dev.waybill.bootstrap.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Purchases in a web shop, no two alike: each has an id, an order, an e-mail, a phone number and a
 * customer of its own. The people in them are made up.
 */
final class Purchases {
  /** The name of every event. */
  static final String NAME = "Purchase";

  private static final String EVENT =
      """
      {"event":"Purchase","event_time":"%time","event_source":"web","event_id":"%run-%serial",\
      "context":{"email":"buyer.%serial@mail.example","phone":"+49151%short",\
      "external_id":"customer-%serial","ip":"198.51.100.23",\
      "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",\
      "ttclid":"E.C.P.bench-%serial","page":{"url":"https://shop.example/thanks/%serial"}},\
      "properties":{"value":%value,"currency":"EUR","order_id":"order-%serial","content_type":"product",\
      "contents":[%contents]}}"""
          .replace("%serial", EventBytes.SERIAL)
          .replace("%short", EventBytes.SHORT_SERIAL)
          .replace("%time", EventBytes.TIME);

  private static final List<String> GOODS =
      List.of(
          "{\"content_id\":\"sku-1\",\"content_name\":\"Enamel mug\",\"quantity\":2,\"price\":14.95}",
          "{\"content_id\":\"sku-2\",\"content_name\":\"Linen apron\",\"quantity\":1,\"price\":39.00}",
          "{\"content_id\":\"sku-3\",\"content_name\":\"Oak board\",\"quantity\":1,\"price\":24.50}");
  private static final List<String> VALUES = List.of("29.90", "68.90", "93.40");

  private final String run;

  /**
   * @param run sets the ids of this run apart from those of every other
   */
  Purchases(String run) {
    this.run = run;
  }

  /** What every id of this run begins with. */
  String run() {
    return run;
  }

  /** The id of the event with that serial number. */
  String eventId(long serial) {
    var digits = Long.toString(serial);
    return run + "-" + "0".repeat(EventBytes.SERIAL.length() - digits.length()) + digits;
  }

  /** A request body of so many events. */
  EventBytes batch(int events) {
    var texts = new ArrayList<String>(events);
    for (int i = 0; i < events; i++) {
      texts.add((i == 0 ? '[' : ',') + event(i) + (i == events - 1 ? "]" : ""));
    }
    return new EventBytes(texts);
  }

  /** One event as a request body. */
  EventBytes single() {
    return new EventBytes(List.of(event(0)));
  }

  /** Rows for COPY in its text format: the serial number and the event. */
  EventBytes rows(int events) {
    var texts = new ArrayList<String>(events);
    for (int i = 0; i < events; i++) {
      texts.add(EventBytes.SERIAL + '\t' + event(i) + '\n');
    }
    return new EventBytes(texts);
  }

  /** How long an event is: as many are shorter as are longer. */
  int medianBytes() {
    return event(0).getBytes(StandardCharsets.US_ASCII).length;
  }

  /** One to three kinds of goods in turn, most often one or two. */
  private String event(int place) {
    int kinds =
        switch (place % 5) {
          case 1, 3 -> 1;
          case 0, 2 -> 2;
          default -> 3;
        };
    return EVENT
        .replace("%run", run)
        .replace("%value", VALUES.get(kinds - 1))
        .replace("%contents", String.join(",", GOODS.subList(0, kinds)));
  }
}
