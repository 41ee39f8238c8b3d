package dev.waybill.tiktok;

import dev.waybill.domain.event.EventSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TikTok's event names, and what becomes of others; names are case-sensitive. */
final class EventNames {
  /** The standard events of web, offline and CRM. */
  static final List<String> STANDARD =
      List.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "ApplicationApproval",
          "CompleteRegistration",
          "Contact",
          "CustomizeProduct",
          "Download",
          "FindLocation",
          "InitiateCheckout",
          "Lead",
          "Purchase",
          "Schedule",
          "Search",
          "StartTrial",
          "SubmitApplication",
          "Subscribe",
          "ViewContent");

  /** The standard events of apps; the odd capitals are TikTok's. */
  static final List<String> APP =
      List.of(
          "AchieveLevel",
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "Checkout",
          "CompleteTutorial",
          "CreateGroup",
          "CreateRole",
          "GenerateLead",
          "InAppADClick",
          "InAppADImpr",
          "InstallApp",
          "JoinGroup",
          "LaunchAPP",
          "LoanApplication",
          "LoanApproval",
          "LoanDisbursal",
          "Login",
          "Purchase",
          "Rate",
          "Registration",
          "Search",
          "SpendCredits",
          "StartTrial",
          "Subscribe",
          "UnlockAchievement",
          "ViewContent");

  static final List<String> ALL =
      Stream.concat(STANDARD.stream(), APP.stream()).distinct().sorted().toList();

  /** Names that were standard once and still work. */
  static final Set<String> RETIRED =
      Set.of("CompletePayment", "SubmitForm", "PlaceAnOrder", "ClickButton");

  static final Pattern CUSTOM = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");

  private EventNames() {}

  /**
   * Why TikTok would drop an event of this name without a word, or null if it would not.
   *
   * @param name null where the payload has none
   */
  static @Nullable String fault(EventSource source, @Nullable String name) {
    if (source == EventSource.OFFLINE) {
      return name != null && (STANDARD.contains(name) || RETIRED.contains(name))
          ? null
          : "TikTok takes from offline only its standard events: "
              + String.join(", ", STANDARD)
              + ".";
    }
    return name != null && CUSTOM.matcher(name).matches()
        ? null
        : "TikTok drops this event name: wanted 1 to 50 letters, digits, _ or -, a letter first.";
  }
}
