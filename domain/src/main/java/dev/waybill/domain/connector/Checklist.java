package dev.waybill.domain.connector;

import dev.waybill.domain.connector.VerifyConnector.Check;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.MappingTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The checks of one verification, each with its evidence. One use, one thread. */
final class Checklist {
  private static final int MOST_NAMED = 5;

  private final DestinationRuntimes runtimes;
  private final Platforms platforms;
  private final Map<String, Confirmation> confirmed;
  private final List<Check> checks = new ArrayList<>();

  Checklist(DestinationRuntimes runtimes, Platforms platforms, List<Confirmation> confirmed) {
    this.runtimes = runtimes;
    this.platforms = platforms;
    this.confirmed =
        confirmed.stream().collect(Collectors.toMap(Confirmation::check, Function.identity()));
  }

  List<Check> run(Connector connector, DestinationProvider provider, Configuration configuration) {
    boolean settings = settings(provider, configuration);
    boolean credential = credential(provider, configuration);
    sources(configuration);
    filter(configuration);
    mapping(provider, configuration, settings);
    if (settings && credential) {
      probe(connector, provider, configuration);
    } else {
      add("token", false, "Not asked: settings and credential come first.");
    }
    return checks;
  }

  private boolean settings(DestinationProvider provider, Configuration configuration) {
    var problems = platforms.check(provider, configuration.settings());
    return addProblems("settings", problems, "The settings satisfy the platform's schema.");
  }

  private boolean credential(DestinationProvider provider, Configuration configuration) {
    if (configuration.credential() != null) {
      return add("credential", true, "A credential is stored, sealed.");
    }
    boolean needed = !platforms.checkCredential(provider, JsonObject.EMPTY).isEmpty();
    return needed
        ? add("credential", false, "No credential was given.")
        : add("credential", true, "This platform works without a credential.");
  }

  private void sources(Configuration configuration) {
    if (configuration.sources().isEmpty()) {
      add("sources", false, "The connector subscribes to no source.");
    }
  }

  private void filter(Configuration configuration) {
    var problems = new ArrayList<Problem>();
    runtimes.filter(configuration, problems);
    if (configuration.filter() != null) {
      addProblems("filter", problems, "The filter compiles.");
    }
  }

  private void mapping(
      DestinationProvider provider, Configuration configuration, boolean settingsAreGood) {
    if (!settingsAreGood) {
      add("mapping", false, "Not compiled: it may read the settings, and they come first.");
      return;
    }
    switch (runtimes.mapping(provider, configuration)) {
      case ConnectorMapping.Compiled.Ready(var mapping) -> {
        add("mapping", true, "The mapping compiles.");
        mappingTests(mapping);
      }
      case ConnectorMapping.Compiled.Faulty(var problems) -> {
        addProblems("mapping", problems, "");
        add("mapping_tests", false, "Not run: the mapping does not compile.");
      }
    }
  }

  private void mappingTests(ConnectorMapping mapping) {
    switch (mapping.test()) {
      case ConnectorMapping.TestsRun.Faulty(var problems) ->
          addProblems("mapping_tests", problems, "");
      case ConnectorMapping.TestsRun.Done(var results) -> mappingTests(results);
    }
  }

  private void mappingTests(List<TryMappings.Tested> tested) {
    if (tested.isEmpty()) {
      add("mapping_tests", false, "There is no mapping test; at least one must show what is sent.");
      return;
    }
    var results = tested.stream().map(TryMappings.Tested::result).toList();
    var failed = results.stream().filter(result -> !result.passed()).toList();
    var count = (results.size() - failed.size()) + " of " + results.size() + " passed.";
    var named =
        failed.stream()
            .limit(MOST_NAMED)
            .map(result -> " " + result.name() + ": " + result.detail() + ".")
            .collect(Collectors.joining());
    add("mapping_tests", failed.isEmpty(), count + named + leftOut(results));
  }

  private static String leftOut(List<MappingTest.Result> results) {
    var fields =
        results.stream()
            .flatMap(result -> result.leftOut().stream())
            .map(JsonPointer::toString)
            .distinct()
            .toList();
    return fields.isEmpty()
        ? ""
        : " "
            + fields.size()
            + " of the starting mapping's fields are overridden and were left out of its tests: "
            + String.join(", ", fields)
            + ".";
  }

  private void probe(
      Connector connector, DestinationProvider provider, Configuration configuration) {
    new TokenProbe(runtimes).findings(connector.id(), provider, configuration).forEach(this::add);
  }

  private void add(Probe.Finding finding) {
    switch (finding.result()) {
      case PASSED -> add(finding.check(), true, finding.detail());
      case FAILED -> add(finding.check(), false, finding.detail());
      case UNKNOWN -> addUnchecked(finding);
    }
  }

  private void addUnchecked(Probe.Finding finding) {
    var word = confirmed.get(finding.check());
    var detail =
        word == null
            ? finding.detail() + " To vouch for it, confirm " + finding.check() + "."
            : "Confirmed by " + word.by() + " at " + word.at() + ". " + finding.detail();
    checks.add(new Check(finding.check(), word != null, true, word, detail));
  }

  private boolean addProblems(String name, List<Problem> problems, String good) {
    if (problems.isEmpty()) {
      return add(name, true, good);
    }
    var detail =
        problems.stream()
            .limit(MOST_NAMED)
            .map(problem -> place(problem.pointer()) + problem.message())
            .collect(Collectors.joining(" "));
    return add(name, false, detail);
  }

  private static String place(JsonPointer pointer) {
    return pointer.tokens().isEmpty() ? "" : pointer + ": ";
  }

  private boolean add(String name, boolean passed, String detail) {
    checks.add(new Check(name, passed, false, null, detail));
    return passed;
  }
}
