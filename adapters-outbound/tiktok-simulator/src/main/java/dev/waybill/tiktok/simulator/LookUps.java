package dev.waybill.tiktok.simulator;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The answers about pixels and event sets, made of what a token reaches. */
final class LookUps {
  private static final long FIRST_PIXEL_ID = 7_200_000_000_000_000_000L;
  private static final int DEFAULT_PAGE = 10;

  private LookUps() {}

  static ObjectNode pixels(Reach reach, Query query) {
    int size = number(query.value("page_size"), DEFAULT_PAGE);
    int page = number(query.value("page"), 1);
    var codes = codes(reach, query);
    var data = Json.object();
    var pixels = data.putArray("pixels");
    codes.stream().skip((page - 1L) * size).limit(size).forEach(code -> pixels.add(pixel(code)));
    data.putObject("page_info")
        .put("page", page)
        .put("page_size", size)
        .put("total_number", codes.size())
        .put("total_page", (codes.size() + size - 1) / size);
    return data;
  }

  /** As {@code /crm/list/} answers, and under another name {@code /offline/get/}. */
  static ObjectNode eventSets(Reach reach, Source source) {
    var data = Json.object();
    var sets = data.putArray(source == Source.CRM ? "crm_event_sets" : "event_sets");
    for (var id : reach.idsOf(source)) {
      sets.addObject()
          .put("event_set_id", id)
          .put("name", "Simulated event set")
          .put("create_time", "2026-01-01 00:00:00");
    }
    return data;
  }

  // A token for everything has no list of its own; it knows whatever code it is asked for.
  private static List<String> codes(Reach reach, Query query) {
    var wanted = query.value("code");
    var known =
        reach.ids().isEmpty() && reach.covers(Source.WEB, wanted)
            ? Stream.of(wanted)
            : reach.idsOf(Source.WEB).stream();
    return known
        .filter(Source.WEB::isId)
        .filter(code -> wanted.isEmpty() || code.equals(wanted))
        .filter(code -> hasId(code, query.value("pixel_id")))
        .toList();
  }

  private static boolean hasId(String code, String pixelId) {
    return pixelId.isEmpty() || idOf(code).equals(pixelId);
  }

  private static String idOf(String code) {
    return String.valueOf(FIRST_PIXEL_ID + (code.hashCode() & 0xffff_ffffL));
  }

  private static ObjectNode pixel(String code) {
    var pixel =
        Json.object()
            .put("pixel_id", idOf(code))
            .put("pixel_code", code)
            .put("pixel_name", "Simulated pixel")
            .put("activity_status", "ACTIVE");
    pixel.putObject("advanced_matching_fields").put("email", true).put("phone_number", true);
    pixel.putArray("events");
    return pixel;
  }

  private static int number(String text, int otherwise) {
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
