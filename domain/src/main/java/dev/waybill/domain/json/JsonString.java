package dev.waybill.domain.json;

/** A JSON string: well-formed UTF-16 as its reader guarantees. */
public record JsonString(String value) implements Json {
  @Override
  public String toString() {
    return "JsonString[" + value.length() + " characters]";
  }
}
