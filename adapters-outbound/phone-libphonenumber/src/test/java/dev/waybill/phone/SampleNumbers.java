package dev.waybill.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Many texts in E.164 form for one calling code, valid ones and near misses, always the same. */
final class SampleNumbers {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final List<String> PREFIXES =
      List.of(
          "0", "00", "1", "8", "80", "9", "15", "0011", "90", "95", "10", "183", "180020", "000");
  private final int code;
  private final Random random;
  private final int rounds;
  private final Consumer<String> taker;

  SampleNumbers(int code, long seed, int rounds, Consumer<String> taker) {
    this.code = code;
    this.random = new Random(seed * 1_000 + code);
    this.rounds = rounds;
    this.taker = taker;
  }

  static List<Integer> callingCodes() {
    return List.copyOf(new TreeSet<>(LIBRARY.getSupportedCallingCodes()));
  }

  /** National numbers of every region and type of the calling code. */
  static List<String> examples(int code) {
    var examples = new TreeSet<String>();
    for (var region : LIBRARY.getRegionCodesForCountryCode(code)) {
      for (var type : PhoneNumberType.values()) {
        var example = LIBRARY.getExampleNumberForType(region, type);
        if (example != null) {
          examples.add(LIBRARY.getNationalSignificantNumber(example));
        }
      }
    }
    var worldwide = LIBRARY.getExampleNumberForNonGeoEntity(code);
    if (worldwide != null) {
      examples.add(LIBRARY.getNationalSignificantNumber(worldwide));
    }
    return new ArrayList<>(examples);
  }

  void generate() {
    var examples = examples(code);
    for (var example : examples) {
      take(example);
      PREFIXES.forEach(prefix -> take(prefix + example));
    }
    for (var round = 0; round < rounds; round++) {
      var example = examples.get(random.nextInt(examples.size()));
      take(mutated(example));
      take(mutated(mutated(example)));
      take(example.substring(0, random.nextInt(example.length())) + digits(random.nextInt(8)));
      take(PREFIXES.get(random.nextInt(PREFIXES.size())) + mutated(example));
      take(digits(example.length()));
      take(digits(1 + random.nextInt(15)));
    }
  }

  private void take(String national) {
    taker.accept("+" + code + national);
  }

  private String mutated(String number) {
    var at = random.nextInt(number.length());
    var rest = number.substring(at + 1);
    return switch (random.nextInt(8)) {
      case 0 -> number.substring(0, at) + digits(2) + rest;
      case 1 -> number.length() == 1 ? number : number.substring(0, at) + rest;
      default -> number.substring(0, at) + digits(1) + rest;
    };
  }

  private String digits(int length) {
    var text = new StringBuilder();
    for (var at = 0; at < length; at++) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }
}
