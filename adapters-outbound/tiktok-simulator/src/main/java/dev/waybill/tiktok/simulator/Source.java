package dev.waybill.tiktok.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where an event happened, with what differs between the four. */
enum Source {
  WEB,
  APP,
  OFFLINE,
  CRM;

  private static final Pattern PIXEL_CODE = Pattern.compile("[A-Z][A-Z0-9]{7,39}");
  private static final Pattern NUMERIC_ID = Pattern.compile("[0-9]{1,25}");
  private static final Set<String> WEB_USER =
      Words.in(
          """
          email phone external_id ttclid ttp ip user_agent locale first_name last_name city state country zip_code""");
  private static final Set<String> APP_USER =
      Words.in("email phone ip user_agent locale idfa idfv gaid att_status");
  private static final Set<String> OFFLINE_USER = Set.of("email", "phone");
  private static final Set<String> CRM_USER = Set.of("email", "phone", "external_id");

  static Optional<Source> named(String name) {
    return switch (name) {
      case "web" -> Optional.of(WEB);
      case "app" -> Optional.of(APP);
      case "offline" -> Optional.of(OFFLINE);
      case "crm" -> Optional.of(CRM);
      default -> Optional.empty();
    };
  }

  /** What binds an id to this kind of source in a list of ids. */
  String prefix() {
    return key() + ":";
  }

  /** As it is called in a call. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isId(String candidate) {
    return (this == WEB ? PIXEL_CODE : NUMERIC_ID).matcher(candidate).matches();
  }

  /** Whether TikTok lists this user field for the source; others are wasted personal data. */
  boolean hasUserField(String field) {
    return switch (this) {
      case WEB -> WEB_USER.contains(field);
      case APP -> APP_USER.contains(field);
      case OFFLINE -> OFFLINE_USER.contains(field);
      case CRM -> CRM_USER.contains(field);
    };
  }

  /** Whether TikTok lists this block, one of those that only some sources have. */
  boolean hasBlock(String block) {
    return switch (block) {
      case "page" -> this == WEB;
      case "app" -> this == APP;
      case "lead" -> this == CRM;
      default -> this == WEB || this == APP;
    };
  }
}
