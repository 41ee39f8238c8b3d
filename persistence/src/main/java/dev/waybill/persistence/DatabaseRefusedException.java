package dev.waybill.persistence;

/** The database answers, but Waybill cannot work with it; the message says what to change. */
public final class DatabaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseRefusedException(String message) {
    super(message);
  }

  public DatabaseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
