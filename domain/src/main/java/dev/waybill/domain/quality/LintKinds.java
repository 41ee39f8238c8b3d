package dev.waybill.domain.quality;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.LintKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kinds of findings there are about payloads of one platform. Immutable. */
public final class LintKinds {
  private static final List<LintKind> OF_EVERY_PLATFORM =
      List.of(
          new LintKind(
              PayloadShape.UNKNOWN_FIELD,
              "The payload has a field that the platform does not know, so it is ignored.",
              "Compare its name with the platform's list: the preview names the nearest known one."),
          new LintKind(
              PayloadShape.NUMBER_AS_TEXT,
              "A number was sent as text.",
              "Let its rule make a number of it, or let the sender send one."),
          new LintKind(
              PayloadShape.WRONG_TYPE,
              "A value is of another type than the platform's schema wants.",
              "Correct the rule that makes it; the preview shows the place."),
          new LintKind(
              Linter.DOUBLE_HASH,
              "A value was hashed that was a hash already, so it matches nobody.",
              "Take the hashing out of its rule, or let the sender send it in clear."),
          new LintKind(
              ReviewedDestination.REVIEW_FAILED,
              "A review of payloads broke off, so those deliveries were not looked at.",
              "Report it with the version: the adapter of the platform is at fault, not the events."));

  /** Those that every platform's payloads are looked at for. */
  public static final LintKinds COMMON = new LintKinds(List.of());

  private final Map<String, LintKind> kinds;

  private LintKinds(List<LintKind> ofThePlatform) {
    kinds =
        Stream.concat(OF_EVERY_PLATFORM.stream(), ofThePlatform.stream())
            .collect(
                Collectors.toUnmodifiableMap(
                    LintKind::code, Function.identity(), (first, _) -> first));
  }

  /** These and the platform's own. */
  public static LintKinds of(DestinationProvider provider) {
    return new LintKinds(provider.review().kinds());
  }

  public boolean explain(String code) {
    return kinds.containsKey(code);
  }

  /** What is known of the kind; something general for one that no adapter explains any more. */
  public LintKind named(String code) {
    return kinds.getOrDefault(
        code,
        new LintKind(
            code,
            "The platform's adapter found this about payloads.",
            "Preview a recent event on the API: each finding is told there with its place."));
  }
}
