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
import java.util.Set;
import java.util.stream.Collectors;

/** The checks of one verification, each with its evidence. One use, one thread. */
final class Checklist {
  private static final int MOST_NAMED = 5;

  private final DestinationRuntimes runtimes;
  private final Platforms platforms;
  private final Set<String> confirmed;
  private final List<Check> checks = new ArrayList<>();

  Checklist(DestinationRuntimes runtimes, Platforms platforms, Set<String> confirmed) {
    this.runtimes = runtimes;
    this.platforms = platforms;
    this.confirmed = confirmed;
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
    try (var destination = runtimes.open(connector.id(), provider, configuration)) {
      var findings = destination.probe().findings();
      findings.forEach(this::add);
      if (findings.isEmpty()) {
        add("token", false, "The destination adapter checked nothing.");
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // An adapter that throws breaks its contract; its message could hold a secret.
      add("token", false, "The destination adapter failed: " + e.getClass().getSimpleName() + ".");
    }
  }

  private void add(Probe.Finding finding) {
    switch (finding.result()) {
      case PASSED -> add(finding.check(), true, finding.detail());
      case FAILED -> add(finding.check(), false, finding.detail());
      case UNKNOWN -> {
        boolean vouchedFor = confirmed.contains(finding.check());
        var detail =
            vouchedFor
                ? "Confirmed by the operator. " + finding.detail()
                : finding.detail()
                    + " To vouch for it, verify with confirm: "
                    + finding.check()
                    + ".";
        checks.add(new Check(finding.check(), vouchedFor, vouchedFor, detail));
      }
    }
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
    checks.add(new Check(name, passed, false, detail));
    return passed;
  }
}
