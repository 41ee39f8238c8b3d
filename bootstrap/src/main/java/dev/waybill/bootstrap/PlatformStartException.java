package dev.waybill.bootstrap;

import org.jspecify.annotations.Nullable;

/** The platform cannot start; the message says what to change. */
public final class PlatformStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlatformStartException(String message) {
    this(message, null);
  }

  PlatformStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
