package dev.waybill.bootstrap.stage;

import org.jspecify.annotations.Nullable;

/** The demonstration or bench cannot go on; the message says why, for the person who started it. */
public final class StageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StageFailedException(@Nullable String message) {
    this(message, null);
  }

  public StageFailedException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
