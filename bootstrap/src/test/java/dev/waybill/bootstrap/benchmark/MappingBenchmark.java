package dev.waybill.bootstrap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.json.JacksonCodec;
import dev.waybill.phone.LibPhoneNumbers;
import dev.waybill.tiktok.TikTokProvider;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of a stored purchase to the mapped and hashed bytes that go to TikTok, by one
 * thread. No two events in a row have the same e-mail, phone or external id.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MappingBenchmark {
  private static final int EVENTS = 1_024;

  private final JsonCodec codec = new JacksonCodec();
  private final Mapping mapping =
      ((Compiled.Ready)
              new JsonMappingCompiler(new LibPhoneNumbers())
                  .compile(
                      new TikTokProvider().spec().startingMapping().mapping(), JsonObject.EMPTY))
          .mapping();
  private final byte[][] stored = new byte[EVENTS][];
  private final JsonObject[] events = new JsonObject[EVENTS];
  private final JsonObject[] payloads = new JsonObject[EVENTS];
  private int turn;

  public MappingBenchmark() {
    for (int i = 0; i < EVENTS; i++) {
      stored[i] = purchase(i).getBytes(UTF_8);
      events[i] = (JsonObject) codec.read(stored[i]).orElseThrow();
      payloads[i] = mapped(events[i]);
    }
  }

  private static String purchase(int number) {
    return """
        {"event":"Purchase","event_time":"2026-09-21T14:13:20Z","event_source":"web",\
        "event_id":"order-%1$d","context":{"email":"visitor%1$d@shop.example",\
        "phone":"+4420794%2$05d","external_id":"user_%1$d"},\
        "properties":{"value":59.8,"currency":"EUR","order_id":"%1$d"}}"""
        .formatted(number, 60_000 + number);
  }

  @Benchmark
  public byte[] storedBytesToPayloadBytes() {
    return codec.write(mapped((JsonObject) codec.read(stored[next()]).orElseThrow()));
  }

  @Benchmark
  public Json read() {
    return codec.read(stored[next()]).orElseThrow();
  }

  @Benchmark
  public JsonObject map() {
    return mapped(events[next()]);
  }

  @Benchmark
  public byte[] write() {
    return codec.write(payloads[next()]);
  }

  private int next() {
    return turn++ & EVENTS - 1;
  }

  private JsonObject mapped(JsonObject event) {
    return ((Mapping.Outcome.Mapped) mapping.apply(event)).payload();
  }
}
