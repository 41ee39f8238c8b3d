package dev.waybill.domain.connector;

import dev.waybill.domain.connector.VerifyConnector.Check;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingTest;
import dev.waybill.domain.mapping.MappingTests;
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
    var problems = new ArrayList<Problem>();
    var mapping = runtimes.mapping(provider, configuration, problems);
    addProblems("mapping", problems, "The mapping compiles.");
    if (mapping == null) {
      add("mapping_tests", false, "Not run: the mapping does not compile.");
    } else {
      mappingTests(provider, configuration, mapping);
    }
  }

  private void mappingTests(
      DestinationProvider provider, Configuration configuration, Mapping mapping) {
    var own = configuration.mappingTests();
    JsonArray tests = own == null ? provider.spec().startingMapping().tests() : own;
    switch (MappingTests.parse(tests)) {
      case MappingTests.Parsed.Faulty(var problems) -> addProblems("mapping_tests", problems, "");
      case MappingTests.Parsed.Ready(var ready) -> mappingTests(MappingTests.run(mapping, ready));
    }
  }

  private void mappingTests(List<MappingTest.Result> results) {
    if (results.isEmpty()) {
      add("mapping_tests", false, "There is no mapping test; at least one must show what is sent.");
      return;
    }
    var failed = results.stream().filter(result -> !result.passed()).toList();
    var count = (results.size() - failed.size()) + " of " + results.size() + " passed.";
    var named =
        failed.stream()
            .limit(MOST_NAMED)
            .map(result -> " " + result.name() + ": " + result.detail())
            .collect(Collectors.joining());
    add("mapping_tests", failed.isEmpty(), count + named);
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
    checks.add(new Check(finding.check(), word != null, word, detail));
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
    checks.add(new Check(name, passed, null, detail));
    return passed;
  }
}
