package dev.waybill.bootstrap.demo;

import org.jspecify.annotations.Nullable;

/** The demonstration cannot go on; the message says why, for the person who started it. */
public final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
