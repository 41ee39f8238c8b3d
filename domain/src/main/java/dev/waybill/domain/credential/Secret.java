package dev.waybill.domain.credential;

/** A text nobody may see by accident: only {@link #reveal()} gives it away. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
