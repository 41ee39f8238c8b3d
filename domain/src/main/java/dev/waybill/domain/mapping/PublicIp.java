package dev.waybill.domain.mapping;

import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import dev.waybill.domain.network.PublicAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells addresses that can be a visitor's from those that cannot. Only literals are read; no name
 * is ever looked up.
 */
final class PublicIp {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  // No '%': a zone names a network interface of some machine, which no visitor's address has.
  private static final Pattern PERHAPS_IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private static final Unusable INVALID =
      new Unusable("invalid_ip", "wanted an IPv4 or IPv6 address");
  private static final Unusable NOT_PUBLIC =
      new Unusable("private_ip", "wanted a public address, not one of a local or reserved network");

  private PublicIp() {}

  static Result convert(String text) {
    var literal = Characters.strip(text);
    var address = parse(literal);
    if (address == null) {
      return INVALID;
    }
    if (!PublicAddresses.contain(address)) {
      return NOT_PUBLIC;
    }
    // An IPv4 address inside an IPv6 one (::ffff:198.51.100.7) is sent as what it is.
    return Value.of(address instanceof Inet4Address ? address.getHostAddress() : literal);
  }

  private static @Nullable InetAddress parse(String literal) {
    boolean ipv6 = literal.indexOf(':') >= 0;
    if (!(ipv6 ? PERHAPS_IPV6 : IPV4).matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
