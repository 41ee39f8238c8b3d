package dev.waybill.bootstrap.settings;

import dev.waybill.destination.http.AlertWebhook;
import dev.waybill.destination.http.Receiver.Reach;
import dev.waybill.destination.http.SigningKeys;
import dev.waybill.domain.alert.AlertLimits;
import dev.waybill.domain.credential.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is called, and for what.
 *
 * @param webhook null when alerts are logged and shown alone
 */
public record AlertSettings(AlertLimits limits, AlertWebhook.@Nullable Target webhook) {
  static AlertSettings check(SettingValues values, List<String> problems) {
    return new AlertSettings(limits(values, problems), webhook(values, problems));
  }

  private static AlertLimits limits(SettingValues values, List<String> problems) {
    return new AlertLimits(
        Amounts.duration(values, SettingCatalogue.ALERT_OLDEST_WAITING, problems),
        Amounts.number(values, SettingCatalogue.ALERT_DEAD_PERCENT, 1, 100, problems) / 100.0,
        Amounts.duration(values, SettingCatalogue.ALERT_EXPIRY_WITHIN, problems),
        Amounts.duration(values, SettingCatalogue.ALERT_HOLD, problems),
        Amounts.duration(values, SettingCatalogue.ALERT_QUIET, problems));
  }

  private static AlertWebhook.@Nullable Target webhook(
      SettingValues values, List<String> problems) {
    var url = values.get(SettingCatalogue.ALERT_WEBHOOK_URL);
    var secret = values.secret(SettingCatalogue.ALERT_WEBHOOK_SECRET, problems);
    if (url.isEmpty()) {
      if (secret != null) {
        problems.add(
            SettingCatalogue.ALERT_WEBHOOK_SECRET.name()
                + ": given without WAYBILL_ALERT_WEBHOOK_URL");
      }
      return null;
    }
    if (!Settings.isHttpUrl(url)) {
      problems.add(
          SettingCatalogue.ALERT_WEBHOOK_URL.name() + ": wanted http://host or https://host");
      return null;
    }
    var secrets = secrets(secret == null ? "" : secret, problems);
    return new AlertWebhook.Target(URI.create(url), secrets, reach(values, problems));
  }

  private static List<Secret> secrets(String text, List<String> problems) {
    var secrets =
        Arrays.stream(text.split(" ")).filter(it -> !it.isBlank()).map(Secret::new).toList();
    if (secrets.isEmpty() || !isUsable(secrets)) {
      problems.add(
          SettingCatalogue.ALERT_WEBHOOK_SECRET.name()
              + ": wanted whsec_ and base64, or two of them with a space between");
      return List.of();
    }
    return secrets;
  }

  private static boolean isUsable(List<Secret> secrets) {
    try {
      return !SigningKeys.of(secrets).isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Reach reach(SettingValues values, List<String> problems) {
    return switch (values.get(SettingCatalogue.ALERT_ALLOW_PRIVATE_ADDRESSES)) {
      case "true" -> Reach.ANYWHERE;
      case "false" -> Reach.PUBLIC;
      default -> {
        problems.add(
            SettingCatalogue.ALERT_ALLOW_PRIVATE_ADDRESSES.name() + ": wanted true or false");
        yield Reach.PUBLIC;
      }
    };
  }
}
