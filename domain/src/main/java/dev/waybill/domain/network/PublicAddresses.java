package dev.waybill.domain.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The addresses anybody on the Internet may have, as against those of this machine, of a local or
 * shared network, of a group of machines, and those reserved. The ranges for documentation count as
 * public: examples are made of them, and nobody answers there.
 */
public final class PublicAddresses {
  private PublicAddresses() {}

  /** Whether the address is one of them; an IPv4 address inside an IPv6 one counts as itself. */
  public static boolean contain(InetAddress address) {
    var bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
  }

  private static boolean isPublicIpv4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second >= 128;
      case 169 -> second != 254;
      case 172 -> second < 16 || second >= 32;
      case 192 -> second != 168 && !(second == 0 && bytes[2] == 0);
      case 198 -> second != 18 && second != 19;
      default -> first < 224;
    };
  }

  /** All public addresses so far are of 2000::/3. */
  private static boolean isPublicIpv6(byte[] bytes) {
    if ((bytes[0] & 0xe0) != 0x20) {
      return false;
    }
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return switch (first) {
      // Teredo, 2001::/32: what stands behind is an IPv4 address in disguise
      case 0x2001 -> bytes[2] != 0 || bytes[3] != 0;
      // 6to4: the same, in clear
      case 0x2002 -> isPublicIpv4(Arrays.copyOfRange(bytes, 2, 6));
      default -> true;
    };
  }
}
