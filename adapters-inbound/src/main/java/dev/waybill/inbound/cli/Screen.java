package dev.waybill.inbound.cli;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where a command puts its answer: the answer itself as a table or as JSON, remarks beside it. */
public final class Screen {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final JsonCodec codec;

  Screen(PrintWriter out, PrintWriter err, boolean json, JsonCodec codec) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.codec = codec;
  }

  /**
   * Shows the answer, or that there is nothing.
   *
   * @param ifNone what to say, and what to do, when the table is empty
   */
  public void show(Document answer, Table table, String ifNone) {
    if (json) {
      show(answer.json());
    } else if (table.isEmpty()) {
      out.println(ifNone);
      out.flush();
    } else {
      show(table);
    }
  }

  /** Shows the answer in one sentence. */
  public void show(Document answer, String sentence) {
    if (json) {
      show(answer.json());
    } else {
      say(sentence);
    }
  }

  public void show(Json answer) {
    out.println(PrettyJson.of(answer, codec));
    out.flush();
  }

  /** JSON on one line, for what goes on and on. */
  public void line(Json answer) {
    out.println(new String(codec.write(answer), StandardCharsets.UTF_8));
    out.flush();
  }

  /** A table, whatever form was asked for. */
  public void show(Table table) {
    table.lines().forEach(out::println);
    out.flush();
  }

  /** A sentence among the answer, for people only. */
  public void say(String sentence) {
    if (!json) {
      out.println(PlainText.of(sentence));
      out.flush();
    }
  }

  /** A remark that is no part of the answer. */
  public void remark(String sentence) {
    err.println(PlainText.of(sentence));
    err.flush();
  }

  public boolean isJson() {
    return json;
  }
}
