package dev.waybill.bootstrap.settings;

/**
 * One thing an operator can set.
 *
 * @param name the environment variable
 * @param defaultValue what holds when it is not set; empty text for "none"
 * @param secret whether its value is never shown; a secret can also be given as {@code <name>_FILE}
 */
public record Setting(String name, String defaultValue, String description, boolean secret) {
  static Setting open(String name, String defaultValue, String description) {
    return new Setting(name, defaultValue, description, false);
  }

  static Setting secret(String name, String description) {
    return new Setting(name, "", description, true);
  }
}
