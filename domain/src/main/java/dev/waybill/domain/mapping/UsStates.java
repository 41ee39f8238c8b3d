package dev.waybill.domain.mapping;

import java.util.Map;

/** The fifty states of the USA and the District of Columbia. */
final class UsStates {
  private static final Map<String, String> CODE_BY_NAME =
      Map.ofEntries(
          Map.entry("alabama", "al"),
          Map.entry("alaska", "ak"),
          Map.entry("arizona", "az"),
          Map.entry("arkansas", "ar"),
          Map.entry("california", "ca"),
          Map.entry("colorado", "co"),
          Map.entry("connecticut", "ct"),
          Map.entry("delaware", "de"),
          Map.entry("districtofcolumbia", "dc"),
          Map.entry("florida", "fl"),
          Map.entry("georgia", "ga"),
          Map.entry("hawaii", "hi"),
          Map.entry("idaho", "id"),
          Map.entry("illinois", "il"),
          Map.entry("indiana", "in"),
          Map.entry("iowa", "ia"),
          Map.entry("kansas", "ks"),
          Map.entry("kentucky", "ky"),
          Map.entry("louisiana", "la"),
          Map.entry("maine", "me"),
          Map.entry("maryland", "md"),
          Map.entry("massachusetts", "ma"),
          Map.entry("michigan", "mi"),
          Map.entry("minnesota", "mn"),
          Map.entry("mississippi", "ms"),
          Map.entry("missouri", "mo"),
          Map.entry("montana", "mt"),
          Map.entry("nebraska", "ne"),
          Map.entry("nevada", "nv"),
          Map.entry("newhampshire", "nh"),
          Map.entry("newjersey", "nj"),
          Map.entry("newmexico", "nm"),
          Map.entry("newyork", "ny"),
          Map.entry("northcarolina", "nc"),
          Map.entry("northdakota", "nd"),
          Map.entry("ohio", "oh"),
          Map.entry("oklahoma", "ok"),
          Map.entry("oregon", "or"),
          Map.entry("pennsylvania", "pa"),
          Map.entry("rhodeisland", "ri"),
          Map.entry("southcarolina", "sc"),
          Map.entry("southdakota", "sd"),
          Map.entry("tennessee", "tn"),
          Map.entry("texas", "tx"),
          Map.entry("utah", "ut"),
          Map.entry("vermont", "vt"),
          Map.entry("virginia", "va"),
          Map.entry("washington", "wa"),
          Map.entry("westvirginia", "wv"),
          Map.entry("wisconsin", "wi"),
          Map.entry("wyoming", "wy"));

  private UsStates() {}

  /** The code of a state named in lower case without spaces; any other text as it is. */
  static String code(String name) {
    return CODE_BY_NAME.getOrDefault(name, name);
  }
}
