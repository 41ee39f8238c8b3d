package dev.waybill.phone;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * Which numbers the library leaves as they are when it looks for a national prefix to take off.
 * Sure in one direction: of some numbers it does not say so although the library would.
 */
record NationalPrefix(BitSet start, BitSet begun, BitSet general, BitSet rest) {

  /** Throws {@link IllegalArgumentException} if the prefix is written in an unknown way. */
  static NationalPrefix of(PhoneMetadata region, DigitNet net) {
    var text = region.getNationalPrefixForParsing();
    if (text.isEmpty()) {
      return new NationalPrefix(new BitSet(), new BitSet(), new BitSet(), new BitSet());
    }
    refuseRewritingOfNothing(region);
    // Without its anchors it matches more, and more numbers are left to the library.
    var prefix = DigitPatternReader.read(text.replace("$", ""));
    return of(prefix, region, net);
  }

  private static NationalPrefix of(DigitPattern prefix, PhoneMetadata region, DigitNet net) {
    var begun = net.endOfBeginning();
    var start = (BitSet) net.enter(prefix, begun).clone();
    start.andNot(begun);
    if (!region.getNationalPrefixTransformRule().isEmpty() || prefix.matchesEmptyText()) {
      return new NationalPrefix(start, begun, new BitSet(), new BitSet());
    }
    var number = DigitPatternReader.read(region.getGeneralDesc().getNationalNumberPattern());
    var general = net.endOfText();
    var rest = net.endOfText();
    start.or(net.enter(number, general));
    start.or(net.enter(prefix, net.enter(number, rest)));
    return new NationalPrefix(start, begun, general, rest);
  }

  /** A prefix that matches nothing rewrites the number all the same if a group took part in it. */
  private static void refuseRewritingOfNothing(PhoneMetadata region) {
    var groups = Pattern.compile(region.getNationalPrefixForParsing()).matcher("").groupCount();
    if (!region.getNationalPrefixTransformRule().isEmpty() && groups == 0) {
      throw new IllegalArgumentException("national prefix: wanted a group for its rule, got none");
    }
  }

  /** No prefix; or a number that would no longer be one without what looks like a prefix. */
  boolean stays(BitSet at) {
    return !at.intersects(begun) || (at.intersects(general) && !at.intersects(rest));
  }
}
