package dev.waybill.domain;

/**
 * The store behind a port cannot be reached or refused to answer in time. Nothing that was asked
 * for is known to have happened; asking again is safe wherever the port says so. Its message names
 * no event and no personal data.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
