package dev.waybill.domain.connector;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.event.EventSchema;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.quality.Linter;
import dev.waybill.domain.quality.UnreadMembers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs mapping tests and previews against connectors as they are stored. */
public final class MappingTrials implements TryMappings {
  private final Connectors connectors;
  private final Platforms platforms;
  private final DestinationRuntimes runtimes;
  private final InstantSource clock;

  public MappingTrials(
      Connectors connectors,
      Platforms platforms,
      DestinationRuntimes runtimes,
      InstantSource clock) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.runtimes = runtimes;
    this.clock = clock;
  }

  /** A configuration, and of which connector it is. */
  private record Chosen(
      Connector connector, Which which, Configuration configuration, DestinationProvider provider) {
    Chosen with(Written written) {
      return new Chosen(connector, which, configuration.by(written), provider);
    }
  }

  @Override
  public TestRun runTests(ConnectorId id, Which which) {
    return runTests(id, which, UnaryOperator.identity());
  }

  @Override
  public TestRun runTests(ConnectorId id, Written written) {
    return runTests(id, Which.EITHER, chosen -> chosen.with(written));
  }

  private TestRun runTests(ConnectorId id, Which which, UnaryOperator<Chosen> changed) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new TestRun.NotFound();
    }
    var chosen = choose(connector, which);
    return chosen == null ? new TestRun.NotConfigured() : runTests(changed.apply(chosen));
  }

  private TestRun runTests(Chosen chosen) {
    return switch (compiled(chosen)) {
      case ConnectorMapping.Compiled.Faulty(var problems) -> new TestRun.Faulty(problems);
      case ConnectorMapping.Compiled.Ready(var mapping) ->
          switch (mapping.test()) {
            case ConnectorMapping.TestsRun.Done(var results) ->
                new TestRun.Done(chosen.which, results);
            case ConnectorMapping.TestsRun.Faulty(var problems) ->
                new TestRun.Faulty(in("mapping_tests", problems));
          };
    };
  }

  /** The mapping may read the settings, so they come first. */
  private ConnectorMapping.Compiled compiled(Chosen chosen) {
    var problems = platforms.check(chosen.provider, chosen.configuration.settings());
    if (!problems.isEmpty()) {
      return new ConnectorMapping.Compiled.Faulty(in("settings", problems));
    }
    return switch (runtimes.mapping(chosen.provider, chosen.configuration)) {
      case ConnectorMapping.Compiled.Faulty(var faults) ->
          new ConnectorMapping.Compiled.Faulty(in("mapping", faults));
      case ConnectorMapping.Compiled.Ready ready -> ready;
    };
  }

  private static List<Problem> in(String member, List<Problem> problems) {
    return problems.stream().map(problem -> in(member, problem)).toList();
  }

  private static Problem in(String member, Problem problem) {
    var tokens = new ArrayList<String>();
    tokens.add(member);
    tokens.addAll(problem.pointer().tokens());
    return Problem.at(new JsonPointer(tokens), problem.code(), problem.message());
  }

  private @Nullable Chosen choose(Connector connector, Which which) {
    var draft = which == Which.ACTIVE ? null : connector.draft();
    var active = which == Which.DRAFT ? null : connector.active();
    var configuration = draft == null ? active : draft;
    var provider = platforms.find(connector.registration().platform()).orElse(null);
    return configuration == null || provider == null
        ? null
        : new Chosen(
            connector, draft == null ? Which.ACTIVE : Which.DRAFT, configuration, provider);
  }

  @Override
  public Preview preview(ConnectorId id, JsonObject event, Which which) {
    return preview(id, event, which, UnaryOperator.identity());
  }

  @Override
  public Preview preview(ConnectorId id, JsonObject event, Written written) {
    return preview(id, event, Which.EITHER, chosen -> chosen.with(written));
  }

  private Preview preview(
      ConnectorId id, JsonObject event, Which which, UnaryOperator<Chosen> changed) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Preview.NotFound();
    }
    return switch (new EventSchema(clock).check(event)) {
      case EventSchema.Checked.Invalid(var problems) -> new Preview.Rejected(in("event", problems));
      case EventSchema.Checked.Valid(var valid) -> {
        var chosen = choose(connector, which);
        yield chosen == null ? new Preview.NotConfigured() : preview(changed.apply(chosen), valid);
      }
    };
  }

  private Preview preview(Chosen chosen, Event event) {
    var problems = new ArrayList<Problem>();
    var filter = runtimes.filter(chosen.configuration, problems);
    return switch (compiled(chosen)) {
      case ConnectorMapping.Compiled.Faulty(var faults) -> {
        var all = new ArrayList<>(in("filter", problems));
        all.addAll(faults);
        yield new Preview.Faulty(all);
      }
      case ConnectorMapping.Compiled.Ready _ when filter == null ->
          new Preview.Faulty(in("filter", problems));
      case ConnectorMapping.Compiled.Ready(var mapping) -> shown(chosen, event, filter, mapping);
    };
  }

  private Preview shown(
      Chosen chosen, Event event, @Nullable EventFilter filter, ConnectorMapping mapping) {
    var explained = mapping.mapping().explain(event.body());
    var origins = explained.fields().stream().map(field -> mapping.originOf(field.rule())).toList();
    var admission = admission(chosen, event, filter == null ? EventFilter.ALL : filter);
    return switch (explained.outcome()) {
      case Mapping.Outcome.Unmappable _ ->
          new Preview.Shown(
              chosen.which, event, admission, explained, origins, Optional.empty(), List.of());
      case Mapping.Outcome.Mapped(var payload, _) -> {
        var outbound = new OutboundEvent(event.id(), event.source(), payload);
        yield new Preview.Shown(
            chosen.which,
            event,
            admission,
            explained,
            origins,
            admission == Admission.WANTED ? request(chosen, outbound) : Optional.empty(),
            findings(chosen, event, mapping, outbound));
      }
    };
  }

  private static List<LintFinding> findings(
      Chosen chosen, Event event, ConnectorMapping mapping, OutboundEvent outbound) {
    var findings = new ArrayList<>(new Linter(chosen.provider).findings(event.body(), outbound));
    findings.addAll(new UnreadMembers(mapping.whole()).findings(event.body()));
    return findings;
  }

  private Admission admission(Chosen chosen, Event event, EventFilter filter) {
    if (!filter.wants(event.body())) {
      return Admission.FILTERED;
    }
    return asked(
            chosen,
            destination -> {
              if (!destination.accepts(event.source())) {
                return Optional.of(Admission.NO_PLACE);
              }
              var age = Duration.between(event.time(), clock.instant());
              return age.compareTo(destination.acceptanceWindow(event.source())) > 0
                  ? Optional.of(Admission.TOO_OLD)
                  : Optional.<Admission>empty();
            })
        .orElse(Admission.WANTED);
  }

  private Optional<OutboundRequest> request(Chosen chosen, OutboundEvent event) {
    return asked(chosen, destination -> destination.preview(event));
  }

  /** What an open destination says; nothing where it cannot be opened or breaks its contract. */
  private <T> Optional<T> asked(Chosen chosen, Function<Destination, Optional<T>> question) {
    try (var destination =
        runtimes.open(chosen.connector.id(), chosen.provider, chosen.configuration)) {
      return question.apply(destination);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      return Optional.empty();
    }
  }
}
