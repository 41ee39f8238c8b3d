package dev.waybill.domain.mapping;

import static java.util.Map.entry;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.NearestName;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The conversions by the names that mappings call them, as docs/mapping.md lists them. */
final class Conversions {
  private static final Map<String, Maker> BY_NAME =
      Map.ofEntries(
          entry("trim", plain(TextConversions.TRIM)),
          entry("lower", plain(TextConversions.LOWER)),
          entry("upper", plain(TextConversions.UPPER)),
          entry("text", plain(TextConversions.TEXT)),
          entry("truncate", TextConversions::truncate),
          entry("number", plain((value, _) -> Numbers.number(value))),
          entry("integer", plain((value, _) -> Numbers.integer(value))),
          entry("sha256", plain(IdentifierConversions.SHA256)),
          entry("email", plain(IdentifierConversions.EMAIL)),
          entry("e164", IdentifierConversions::e164),
          entry("identifier", IdentifierConversions::identifier),
          entry("idfa", plain(IdentifierConversions.IDFA)),
          entry("gaid", plain(IdentifierConversions.GAID)),
          entry("name", plain(PlaceConversions.NAME)),
          entry("city", plain(PlaceConversions.CITY)),
          entry("state", plain(PlaceConversions.STATE)),
          entry("country", plain(PlaceConversions.COUNTRY)),
          entry("zip", PlaceConversions::zip),
          entry("epoch_seconds", plain(TextConversions.EPOCH_SECONDS)),
          entry("currency", TextConversions::currency),
          entry("public_ip", plain(Conversion.ofText(PublicIp::convert))),
          entry("url", plain(TextConversions.URL)));

  private Conversions() {}

  static Set<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /** Makes the named conversion; mistakes in its options are told to the form's faults. */
  static Conversion make(String name, Form form, JsonObject settings, PhoneNumbers phones) {
    var maker = BY_NAME.get(name);
    if (maker == null) {
      form.faults()
          .add(
              form.place(),
              "unknown_conversion",
              "there is no such conversion; wanted one of: "
                  + String.join(", ", names())
                  + "."
                  + NearestName.hint(names(), name));
      return (_, _) -> Conversion.OMITTED;
    }
    var conversion = maker.make(new ConversionOptions(form, settings, phones));
    form.rejectOthers();
    return conversion;
  }

  private static Maker plain(Conversion conversion) {
    return _ -> conversion;
  }

  @FunctionalInterface
  private interface Maker {
    Conversion make(ConversionOptions options);
  }
}
