package dev.waybill.tiktok.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Judges the identifiers of one event: hashed where they must be, plain where they must be. */
final class UserCheck {
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final Set<String> PERSONAL = Set.of("email", "phone");
  private static final int LONGEST_TTCLID = 1_000;

  private final Source source;
  private final HashRule hashes;
  private final Findings findings;

  UserCheck(Source source, HashRule hashes, Findings findings) {
    this.source = source;
    this.hashes = hashes;
    this.findings = findings;
  }

  /** The user has its right shape already, or is missing. */
  Optional<Problem> check(JsonNode user) {
    findings.addIf(user.isEmpty(), Finding.NO_IDENTIFIER);
    for (var field : user.properties()) {
      var problem = field(field);
      if (problem.isPresent()) {
        return problem;
      }
    }
    findings.addIf(
        user.path("ttclid").stringValue("").length() > LONGEST_TTCLID, Finding.TTCLID_TOO_LONG);
    return Optional.empty();
  }

  private Optional<Problem> field(Map.Entry<String, JsonNode> field) {
    var name = field.getKey();
    var value = field.getValue();
    findings.addIf(
        !source.hasUserField(name) && Vocabulary.USER.members().containsKey(name),
        Finding.NOT_FOR_THIS_SOURCE);
    return switch (name) {
      case "email", "phone", "external_id" ->
          value.isArray() ? each(name, value) : hashed(name, value);
      case "first_name", "last_name", "zip_code" -> hashed(name, value);
      case "city", "state", "country", "ip", "user_agent", "ttclid", "ttp" -> {
        findings.addIf(isHash(value.stringValue()), Finding.HASHED_BUT_WANTED_PLAIN);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private Optional<Problem> each(String name, JsonNode values) {
    for (int i = 0; i < values.size(); i++) {
      var problem = hashed(name + "." + i, values.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> hashed(String path, JsonNode value) {
    var text = value.stringValue();
    findings.addIf(text.equals(HASH_OF_NOTHING), Finding.HASH_OF_EMPTY_STRING);
    if (isHash(text)) {
      return Optional.empty();
    }
    if (hashes == HashRule.REFUSED && isPersonal(path)) {
      return Optional.of(
          new Problem(Code.NOT_HASHED, "user." + path, "must be hashed with SHA-256."));
    }
    findings.add(Finding.NOT_HASHED);
    return Optional.empty();
  }

  private static boolean isPersonal(String path) {
    int dot = path.indexOf('.');
    return PERSONAL.contains(dot < 0 ? path : path.substring(0, dot));
  }

  private static boolean isHash(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < 64; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
