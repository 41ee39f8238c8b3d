package dev.waybill.phone;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the library says of the national numbers of one calling code, asked of its metadata in the
 * library's own order: the first region whose leading digits or kinds of number fit decides.
 */
final class NumberingPlan {
  private static final int ANY_LENGTH = -1;

  private record Kind(int end, int lengths) {
    boolean holds(BitSet at, int length) {
      return at.get(end) && (lengths >> length & 1) == 1;
    }
  }

  private record Region(Optional<Integer> leading, Optional<Kind> general, List<Kind> kinds) {
    boolean decides(BitSet at, int length) {
      return leading.map(at::get).orElseGet(() -> holds(at, length));
    }

    boolean holds(BitSet at, int length) {
      return general.filter(kind -> kind.holds(at, length)).isPresent()
          && kinds.stream().anyMatch(kind -> kind.holds(at, length));
    }
  }

  private final DigitNet net = new DigitNet();
  private final BitSet start = new BitSet();
  private final Map<String, Integer> ends = new HashMap<>();
  private final List<Region> regions;
  private final NationalPrefix prefix;

  private NumberingPlan(List<PhoneMetadata> regions) {
    this.regions = regions.stream().map(this::region).toList();
    this.prefix = NationalPrefix.of(regions.getFirst(), net);
    start.or(prefix.start());
  }

  /**
   * The national numbers of up to so many digits that are valid and that parsing leaves as they
   * are; none if the metadata is written in a way that cannot be read for sure.
   */
  static DigitTable validAsTheyAre(List<PhoneMetadata> regions, int longest) {
    try {
      var plan = new NumberingPlan(regions);
      return new DigitTableBuilder(plan.net, plan::validAsItIs, longest).build(plan.start);
    } catch (IllegalArgumentException _) {
      return DigitTable.EMPTY;
    }
  }

  private boolean validAsItIs(BitSet at, int length) {
    return valid(at, length) && prefix.stays(at);
  }

  private boolean valid(BitSet at, int length) {
    if (regions.size() == 1) {
      return regions.getFirst().holds(at, length);
    }
    return regions.stream()
        .filter(region -> region.decides(at, length))
        .findFirst()
        .filter(region -> region.holds(at, length))
        .isPresent();
  }

  private Region region(PhoneMetadata region) {
    return new Region(
        region.hasLeadingDigits()
            ? Optional.of(leading(region.getLeadingDigits()))
            : Optional.empty(),
        kind(region.getGeneralDesc()),
        descriptions(region).flatMap(description -> kind(description).stream()).toList());
  }

  private static Stream<PhoneNumberDesc> descriptions(PhoneMetadata region) {
    var mobile =
        region.getSameMobileAndFixedLinePattern()
            ? Stream.<PhoneNumberDesc>empty()
            : Stream.of(region.getMobile());
    var others =
        Stream.of(
            region.getPremiumRate(),
            region.getTollFree(),
            region.getSharedCost(),
            region.getVoip(),
            region.getPersonalNumber(),
            region.getPager(),
            region.getUan(),
            region.getVoicemail(),
            region.getFixedLine());
    return Stream.concat(others, mobile);
  }

  private int leading(String digits) {
    var end = net.endOfBeginning();
    start.or(net.enter(DigitPatternReader.read(digits), end));
    return end.nextSetBit(0);
  }

  /** A description without a pattern matches nothing. */
  private Optional<Kind> kind(PhoneNumberDesc description) {
    var pattern = description.getNationalNumberPattern();
    return pattern.isEmpty()
        ? Optional.empty()
        : Optional.of(new Kind(ends.computeIfAbsent(pattern, this::whole), lengths(description)));
  }

  private int whole(String pattern) {
    var end = net.endOfText();
    start.or(net.enter(DigitPatternReader.read(pattern), end));
    return end.nextSetBit(0);
  }

  private static int lengths(PhoneNumberDesc description) {
    return description.getPossibleLengthCount() == 0
        ? ANY_LENGTH
        : description.getPossibleLengthList().stream()
            .filter(length -> length > 0 && length < Integer.SIZE)
            .reduce(0, (lengths, length) -> lengths | 1 << length);
  }
}
