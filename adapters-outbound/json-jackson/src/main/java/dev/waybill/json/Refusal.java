package dev.waybill.json;

import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.Locale;

/** Why a value is refused before any schema looks at it. */
enum Refusal {
  TOO_LARGE("An event holds at most " + EventSlicer.MAX_ITEM_BYTES + " bytes."),
  TOO_DEEP("This nests too deep; an event nests at most " + EventSlicer.MAX_DEPTH + " levels."),
  WRONG_TYPE("Wanted an object."),
  DUPLICATE_MEMBER("This member is there twice; every name may be used once in an object."),
  INVALID_TEXT("This text is not valid Unicode, or holds the character U+0000."),
  NUMBER_OUT_OF_RANGE("This number is too large, too small or too long."),
  MALFORMED("This is not one well-formed JSON value.") {
    @Override
    String code() {
      return "malformed_json";
    }
  };

  private final String message;

  Refusal(String message) {
    this.message = message;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Problem at() {
    return at(JsonPointer.ROOT);
  }

  Problem at(JsonPointer pointer) {
    return Problem.at(pointer, code(), message);
  }
}
