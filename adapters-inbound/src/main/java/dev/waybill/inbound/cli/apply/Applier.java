package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.inbound.cli.Answer;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.RefusedException;
import dev.waybill.inbound.cli.SecretFile;
import dev.waybill.inbound.cli.apply.Plan.ForConnector;
import dev.waybill.inbound.cli.apply.Plan.ForSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out, item by item: what one of them is refused does not keep the others back. One
 * use, one thread.
 */
public final class Applier {
  private final Api api;
  private final Plan plan;
  private final Faults faults;

  public Applier(Api api, Plan plan) {
    this.api = api;
    this.plan = plan;
    this.faults = new Faults(plan.manifest().file());
  }

  /**
   * How one item ended.
   *
   * @param id empty where there is none
   * @param told what was done, or everything that kept it from being done
   */
  public record Result(String item, String id, boolean done, List<String> told) {
    public Result {
      told = List.copyOf(told);
    }
  }

  /** Told of each item, before and after. */
  public interface Listener {
    void begins(String item);

    void ended(Result result);
  }

  /** Carries out what is not as it is wanted. */
  public void apply(Listener listener) throws InterruptedException {
    for (var source : plan.sources()) {
      if (!source.isIdle()) {
        listener.begins(source.title());
        listener.ended(attempted(source.title(), source.wanted().at(), () -> source(source)));
      }
    }
    for (var connector : plan.connectors()) {
      if (!connector.isIdle()) {
        listener.begins(connector.title());
        listener.ended(
            attempted(connector.title(), connector.wanted().at(), () -> connector(connector)));
      }
    }
  }

  private interface Attempt {
    Result make() throws InterruptedException;
  }

  /** What fails here is told, and the next item has its turn. */
  private Result attempted(String item, JsonPointer at, Attempt attempt)
      throws InterruptedException {
    try {
      return attempt.make();
    } catch (RefusedException e) {
      return refused(item, "", at, e.answer());
    } catch (CommandFailedException e) {
      return new Result(item, "", false, List.of(faults.told(at, String.valueOf(e.getMessage()))));
    }
  }

  private Result source(ForSource source) throws InterruptedException {
    var told = new ArrayList<String>();
    var id = source.id();
    if (id == null) {
      var body = JsonObject.builder().put("name", source.wanted().name()).build();
      var made = api.post("/v1/sources", body);
      if (!made.isDone()) {
        return refused(source.title(), "", source.wanted().at(), made);
      }
      id = made.body().text("id");
      told.add("made");
    }
    var keyFile = source.wanted().keyFile();
    if (source.makesKey() && keyFile != null) {
      var key = key(id, keyFile);
      if (!key.isDone()) {
        return refused(source.title(), id, source.wanted().at(), key);
      }
      told.add("write key in " + keyFile);
    }
    return new Result(source.title(), id, true, told);
  }

  private Answer key(String id, Path file) throws InterruptedException {
    var kept = SecretFile.create(file);
    Answer made = null;
    try {
      made = api.post("/v1/sources/" + id + "/keys");
      if (made.isDone()) {
        kept.write(made.body().text("key"));
      }
      return made;
    } finally {
      if (made == null || !made.isDone()) {
        kept.remove();
      }
    }
  }

  private Result refused(String item, String id, JsonPointer at, Answer answer) {
    var problem = answer.body();
    var told = new ArrayList<String>();
    told.add(
        faults.told(
            at,
            "%s (%d, correlation id %s)"
                .formatted(
                    problem.text("detail", "no answer of Waybill's"),
                    answer.status(),
                    problem.text("correlation_id", "none"))));
    for (var error : problem.documents("errors")) {
      told.add(faults.told(Planner.below(at, error.text("pointer")), error.text("message")));
    }
    return new Result(item, id, false, told);
  }

  private Result connector(ForConnector connector) throws InterruptedException {
    // Looked up first: where one is missing, nothing is begun.
    var subscribed = connector.wanted().sources();
    var sources = subscribed == null ? null : ids(subscribed);
    var seen = seen(connector);
    if (!seen.isDone()) {
      return refused(connector.title(), "", connector.wanted().at(), seen);
    }
    var id = seen.body().text("id");
    if (connector.changesDraft()) {
      var changed = api.patch(path(id) + "/draft", seen.etag(), draft(connector, sources));
      if (!changed.isDone()) {
        return refused(connector.title(), id, connector.wanted().at(), changed);
      }
    }
    // Paused before it could deliver anything, resumed when it may.
    if (Boolean.TRUE.equals(connector.pauses())) {
      var paused = api.post(path(id) + "/pause");
      if (!paused.isDone()) {
        return refused(connector.title(), id, connector.wanted().at(), paused);
      }
    }
    var result = verified(connector, id);
    if (Boolean.FALSE.equals(connector.pauses())) {
      var resumed = api.post(path(id) + "/resume");
      if (!resumed.isDone()) {
        return refused(connector.title(), id, connector.wanted().at(), resumed);
      }
    }
    return result;
  }

  private Answer seen(ForConnector connector) throws InterruptedException {
    var existing = connector.existing();
    if (existing != null) {
      return api.get(path(existing.text("id")));
    }
    var wanted = connector.wanted();
    var body = JsonObject.builder().put("name", wanted.name()).put("platform", wanted.platform());
    return api.post("/v1/connectors", body.build());
  }

  private static String path(String id) {
    return "/v1/connectors/" + id;
  }

  private static JsonObject draft(ForConnector connector, @Nullable Json sources) {
    var wanted = connector.wanted();
    var draft = JsonObject.builder().putAll(wanted.draft());
    if (sources != null) {
      draft.put("sources", sources);
    }
    var credential = wanted.credential();
    if (connector.sendsCredential() && credential != null) {
      draft.put("credential", credential.secrets());
    }
    return draft.build();
  }

  private Json ids(List<String> sources) throws InterruptedException {
    var lookup = new Lookup(api);
    var ids = new ArrayList<String>();
    for (var source : sources) {
      ids.add(lookup.source(source));
    }
    return JsonArray.ofStrings(ids);
  }

  private Result verified(ForConnector connector, String id) throws InterruptedException {
    if (!connector.verifies()) {
      return new Result(connector.title(), id, true, List.of("changed"));
    }
    var answer = api.post(path(id) + "/verify");
    for (var check : connector.wanted().confirm()) {
      if (answer.isDone() && failed(answer.body()).stream().anyMatch(is(check))) {
        var confirmed = api.post(path(id) + "/confirm", confirmation(connector, check));
        // One that failed cannot be vouched for: the checklist tells more than that refusal.
        answer = confirmed.isDone() ? confirmed : answer;
      }
    }
    if (!answer.isDone()) {
      return refused(connector.title(), id, connector.wanted().at(), answer);
    }
    var told = new ArrayList<String>();
    failed(answer.body())
        .forEach(check -> told.add("failed: " + check.text("name") + ": " + check.text("detail")));
    return answer.body().isTrue("passed")
        ? new Result(connector.title(), id, true, List.of("verified, configured"))
        : new Result(connector.title(), id, false, told);
  }

  private static Predicate<Document> is(String check) {
    return line -> line.text("name").equals(check);
  }

  private static List<Document> failed(Document verification) {
    return verification.documents("checks").stream()
        .filter(check -> !check.isTrue("passed"))
        .toList();
  }

  private static Json confirmation(ForConnector connector, String check) {
    var body = JsonObject.builder().put("check", check);
    var by = connector.wanted().confirmBy();
    return by == null ? body.build() : body.put("by", by).build();
  }
}
