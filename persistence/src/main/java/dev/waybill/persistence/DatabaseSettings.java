package dev.waybill.persistence;

import dev.waybill.domain.credential.Secret;

/**
 * Where the database is.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://…}; never shown, since it may hold a password
 */
public record DatabaseSettings(String url, String user, Secret password) {
  @Override
  public String toString() {
    return "DatabaseSettings[user=" + user + "]";
  }
}
