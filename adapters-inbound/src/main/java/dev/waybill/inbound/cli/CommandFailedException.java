package dev.waybill.inbound.cli;

/**
 * A command that cannot do what was asked of it. Its message is shown to the person who asked, as
 * it stands: it holds no secret, and says what to do where that is known.
 */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }

  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
