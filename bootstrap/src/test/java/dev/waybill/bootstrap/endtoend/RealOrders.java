package dev.waybill.bootstrap.endtoend;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The invoices of the file, as events, and the sums that must come out at the other end. */
record RealOrders(Map<String, List<Line>> invoices) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** One line of an invoice. */
  record Line(
      String stockCode,
      String description,
      int quantity,
      Instant time,
      BigDecimal price,
      String customer) {}

  static RealOrders read(Path file) throws IOException {
    var invoices = new LinkedHashMap<String, List<Line>>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (var row = reader.readLine(); row != null; row = reader.readLine()) {
        var cells = cells(row);
        invoices.computeIfAbsent(cells.get(0), _ -> new ArrayList<>()).add(line(cells));
      }
    }
    return new RealOrders(invoices);
  }

  private static Line line(List<String> cells) {
    return new Line(
        cells.get(1),
        cells.get(2),
        Integer.parseInt(cells.get(3)),
        LocalDateTime.parse(cells.get(4), TIME).toInstant(ZoneOffset.UTC),
        new BigDecimal(cells.get(5)),
        cells.get(6));
  }

  /** Splits a CSV row; a quoted cell may hold commas and doubled quotes. */
  private static List<String> cells(String row) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '"' && quoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private static boolean isCancellation(String invoice) {
    return invoice.startsWith("C");
  }

  private static boolean hasCustomer(List<Line> lines) {
    return !lines.getFirst().customer().isBlank();
  }

  long withoutCustomer() {
    return invoices.values().stream().filter(lines -> !hasCustomer(lines)).count();
  }

  long purchases() {
    return invoices.entrySet().stream()
        .filter(invoice -> !isCancellation(invoice.getKey()) && hasCustomer(invoice.getValue()))
        .count();
  }

  /** Quantity × price over every line of every ordinary order with a customer. */
  BigDecimal purchaseValue() {
    return invoices.entrySet().stream()
        .filter(invoice -> !isCancellation(invoice.getKey()) && hasCustomer(invoice.getValue()))
        .map(invoice -> value(invoice.getValue()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal value(List<Line> lines) {
    return lines.stream()
        .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** All invoices as events, their times moved so that the newest is now. */
  List<JsonObject> events() {
    var newest =
        invoices.values().stream()
            .flatMap(List::stream)
            .map(Line::time)
            .max(Instant::compareTo)
            .orElseThrow();
    var shift = Duration.between(newest, Instant.now());
    return invoices.entrySet().stream()
        .map(invoice -> event(invoice.getKey(), invoice.getValue(), shift))
        .toList();
  }

  private static JsonObject event(String invoice, List<Line> lines, Duration shift) {
    var first = lines.getFirst();
    var context = JsonObject.builder();
    if (!first.customer().isBlank()) {
      context.put("external_id", first.customer());
    }
    return JsonObject.builder()
        .put("event", isCancellation(invoice) ? "OrderCancelled" : "Purchase")
        .put("event_time", first.time().plus(shift).toString())
        .put("event_source", "web")
        .put("event_id", invoice)
        .put("context", context.build())
        .put("properties", properties(invoice, lines))
        .build();
  }

  private static JsonObject properties(String invoice, List<Line> lines) {
    return JsonObject.builder()
        .put("value", Json.of(value(lines)))
        .put("currency", "GBP")
        .put("order_id", invoice)
        .put("contents", lines.stream().map(RealOrders::content).collect(JsonArray.collector()))
        .build();
  }

  private static Json content(Line line) {
    return JsonObject.builder()
        .put("content_id", line.stockCode())
        .put("content_name", line.description())
        .put("quantity", line.quantity())
        .put("price", Json.of(line.price()))
        .build();
  }
}
