package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.destination.Authorization;
import dev.waybill.domain.destination.Authorization.Grant;
import dev.waybill.domain.destination.Authorization.Revocation;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rules of credentials that the platform itself makes. */
public final class ConnectorCredentials implements ManageCredentials {
  /** How long a browser may take to come back. */
  static final Duration VALID_FOR = Duration.ofMinutes(10);

  private static final int STATE_BYTES = 32;

  private final Connectors connectors;
  private final Platforms platforms;
  private final CredentialVault vault;
  private final AuthorizationStates states;
  private final ConnectorListener listener;
  private final Tools tools;

  /**
   * What it works with besides its ports.
   *
   * @param random must be one that nobody can predict
   * @param redirect where platforms send browsers back to
   */
  public record Tools(
      DestinationContexts contexts, InstantSource clock, RandomGenerator random, URI redirect) {}

  public ConnectorCredentials(
      Connectors connectors,
      Platforms platforms,
      CredentialVault vault,
      AuthorizationStates states,
      ConnectorListener listener,
      Tools tools) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.vault = vault;
    this.states = states;
    this.listener = listener;
    this.tools = tools;
  }

  /** A platform's flow with what it needs of the installation. */
  private record Flow(Authorization authorization, DestinationContext context) {}

  private Optional<Flow> flow(Connector connector) {
    return platforms
        .find(connector.registration().platform())
        .flatMap(
            provider -> provider.authorization().map(found -> new Flow(found, context(provider))));
  }

  private DestinationContext context(DestinationProvider provider) {
    return tools.contexts().of(provider.spec());
  }

  @Override
  public Begun authorize(ConnectorId id) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Begun.NotFound();
    }
    var flow = flow(connector).orElse(null);
    if (flow == null) {
      return new Begun.NotOffered();
    }
    var missing = flow.authorization().missing(flow.context());
    if (!missing.isEmpty()) {
      return new Begun.NotSetUp(missing);
    }
    var state = state();
    states.begin(state, id, VALID_FOR);
    var url = flow.authorization().url(flow.context(), state, tools.redirect());
    return new Begun.Started(url, VALID_FOR);
  }

  private String state() {
    var bytes = new byte[STATE_BYTES];
    tools.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Completed complete(Map<String, String> callback) {
    var connector =
        Optional.ofNullable(callback.get("state"))
            .flatMap(states::take)
            .flatMap(connectors::find)
            .orElse(null);
    var flow = connector == null ? null : flow(connector).orElse(null);
    if (connector == null || flow == null) {
      return new Completed.UnknownState();
    }
    var grant =
        granted(() -> flow.authorization().exchange(flow.context(), callback, tools.redirect()));
    return switch (grant) {
      case Grant.Granted granted -> keep(connector.id(), granted);
      case Grant.Refused(var code, var message) -> new Completed.Refused(code, message);
      case Grant.Unavailable(var message) -> new Completed.Unavailable(message);
    };
  }

  /** What was granted is granted once: an edit that came in between must not lose it. */
  private Completed keep(ConnectorId id, Grant.Granted granted) {
    var stored = sealed(id, granted);
    while (true) {
      var connector = connectors.find(id).orElse(null);
      if (connector == null) {
        return new Completed.UnknownState();
      }
      // What was vouched for was vouched for with another token.
      var draft = DraftBase.of(connector).with(stored).unconfirmed();
      if (connectors.saveDraft(id, connector.registration().version(), draft)
          instanceof Change.Changed(var saved)) {
        return new Completed.Done(saved, granted.accounts());
      }
    }
  }

  private StoredCredential sealed(ConnectorId id, Grant.Granted granted) {
    return new StoredCredential(
        vault.seal(granted.credential(), id.toString()),
        tools.clock().instant(),
        granted.expiresAt(),
        granted.accounts());
  }

  @Override
  public Deleted delete(ConnectorId id, boolean localOnly) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Deleted.NotFound();
    }
    var held = held(connector);
    if (held.isEmpty()) {
      return new Deleted.Nothing();
    }
    var revocations = new ArrayList<Revocation>();
    for (var stored : held) {
      var revocation = revoke(connector, stored);
      if (revocation instanceof Revocation.Unavailable(var message) && !localOnly) {
        return new Deleted.Unavailable(message);
      }
      revocations.add(revocation);
    }
    return forget(connector, revocations);
  }

  private Revocation revoke(Connector connector, StoredCredential stored) {
    var flow = flow(connector).orElse(null);
    if (flow == null || !flow.authorization().missing(flow.context()).isEmpty()) {
      return new Revocation.Refused("It can only be revoked at the platform itself.");
    }
    try {
      return flow.authorization().revoke(flow.context(), open(connector.id(), stored));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Revocation.Unavailable(fault(e));
    }
  }

  private static Grant granted(Supplier<Grant> request) {
    try {
      return request.get();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Grant.Unavailable(fault(e));
    }
  }

  /** An adapter or a vault that throws may have a secret in its message. */
  private static String fault(Throwable thrown) {
    return "The credential could not be used: " + thrown.getClass().getSimpleName() + ".";
  }

  private Credential open(ConnectorId id, StoredCredential stored) {
    return vault.open(stored.sealed(), id.toString());
  }

  private Deleted forget(Connector connector, List<Revocation> revocations) {
    boolean revoked = revocations.stream().allMatch(Revocation.Revoked.class::isInstance);
    var detail =
        String.join(
            " ",
            new LinkedHashSet<>(revocations.stream().map(ConnectorCredentials::message).toList()));
    var reason =
        new Reason(
            "credential_deleted",
            "The credential was deleted: give a new one, then verify.",
            tools.clock().instant());
    return forget(connector, reason)
        .<Deleted>map(forgotten -> new Deleted.Done(revoked, detail, forgotten))
        .orElseGet(Deleted.Changed::new);
  }

  /** What was revoked is of no use to anybody, whatever else was edited meanwhile. */
  private Optional<Connector> forget(Connector seen, Reason reason) {
    var revoked = held(seen);
    for (var now = seen; held(now).equals(revoked); ) {
      long version = now.registration().version();
      var change = connectors.forgetCredential(now.id(), version, reason);
      listener.changed(now.id());
      if (change instanceof Change.Changed(var forgotten)) {
        return Optional.of(forgotten);
      }
      var again = connectors.find(now.id());
      if (again.isEmpty()) {
        return Optional.empty();
      }
      now = again.get();
    }
    return Optional.empty();
  }

  private static String message(Revocation revocation) {
    return switch (revocation) {
      case Revocation.Revoked(var message) -> message;
      case Revocation.Refused(var message) -> message;
      case Revocation.Unavailable(var message) -> message;
    };
  }

  /** The draft's credential and the active one, which are often the same. */
  private static Set<StoredCredential> held(Connector connector) {
    var held = new LinkedHashSet<StoredCredential>();
    add(held, connector.active());
    add(held, connector.draft());
    return held;
  }

  private static void add(Set<StoredCredential> held, @Nullable Configuration configuration) {
    var credential = configuration == null ? null : configuration.credential();
    if (credential != null) {
      held.add(credential);
    }
  }

  @Override
  public List<Reason> renew(Connector connector) {
    var failed = new ArrayList<Reason>();
    for (var stored : held(connector)) {
      if (isDue(stored, tools.clock().instant())) {
        renew(connector, stored).ifPresent(failed::add);
      }
    }
    return failed;
  }

  /** When a third of its life is left; there is time for many attempts then. */
  private static boolean isDue(StoredCredential stored, Instant now) {
    var expiresAt = stored.expiresAt();
    if (expiresAt == null) {
      return false;
    }
    var since = stored.since() == null ? Instant.EPOCH : stored.since();
    var life = Duration.between(since, expiresAt);
    return !now.isBefore(expiresAt.minus(life.dividedBy(3)));
  }

  private Optional<Reason> renew(Connector connector, StoredCredential stored) {
    var flow = flow(connector).orElse(null);
    if (flow == null) {
      return Optional.empty();
    }
    var id = connector.id();
    var grant = granted(() -> flow.authorization().refresh(flow.context(), open(id, stored)));
    return switch (grant) {
      case Grant.Granted granted -> {
        connectors.replaceCredential(id, stored.sealed(), sealed(id, granted));
        listener.changed(id);
        yield Optional.empty();
      }
      case Grant.Refused(var code, var message) -> notRenewed(code, message);
      case Grant.Unavailable(var message) -> notRenewed("unavailable", message);
    };
  }

  private Optional<Reason> notRenewed(String code, String message) {
    return Optional.of(new Reason(code, message, tools.clock().instant()));
  }
}
