package dev.waybill.domain.json;

/** True or false. */
public enum JsonBoolean implements Json {
  TRUE,
  FALSE;

  public boolean value() {
    return this == TRUE;
  }

  @Override
  public String toString() {
    return "JsonBoolean[]";
  }
}
