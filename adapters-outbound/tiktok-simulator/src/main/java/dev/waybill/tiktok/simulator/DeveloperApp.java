package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Optional;

/** The one developer app the simulator knows: who may exchange authorisation codes for tokens. */
public final class DeveloperApp {
  /** The id of the app of a simulator that was not given another one. */
  public static final String DEFAULT_ID = "7300000000000000001";

  /** Its secret. */
  public static final String DEFAULT_SECRET = "simulated-app-secret";

  private final String id;
  private final String secret;
  private final Optional<Duration> tokenLife;

  private DeveloperApp(String id, String secret, Optional<Duration> tokenLife) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("app id: wanted 1 to 64 letters, digits, _ and -");
    }
    if (secret.isBlank()) {
      throw new IllegalArgumentException("app secret: wanted some characters");
    }
    if (tokenLife.filter(life -> life.toSeconds() < 1).isPresent()) {
      throw new IllegalArgumentException("token life: wanted at least 1 second");
    }
    this.id = id;
    this.secret = secret;
    this.tokenLife = tokenLife;
  }

  /** Hands out tokens that do not expire, as TikTok does. */
  public static DeveloperApp of(String id, String secret) {
    return new DeveloperApp(id, secret, Optional.empty());
  }

  /** {@link #DEFAULT_ID} with {@link #DEFAULT_SECRET}. */
  public static DeveloperApp standard() {
    return of(DEFAULT_ID, DEFAULT_SECRET);
  }

  /** The same, but its tokens expire after this long and come with a refresh token. */
  public DeveloperApp withTokenLife(Duration life) {
    return new DeveloperApp(id, secret, Optional.of(life));
  }

  public String id() {
    return id;
  }

  boolean is(String otherId, String otherSecret) {
    return id.equals(otherId) && secret.equals(otherSecret);
  }

  Optional<Duration> tokenLife() {
    return tokenLife;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "DeveloperApp[" + id + "]";
  }
}
