package io.septet.accounts.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names of servers that users give, and lets only public addresses through. It is
 * asked when a connection is made and the connection goes to the very address that was judged, so a
 * name cannot lead elsewhere in between; written forms (decimal, octal, IPv6-mapped) are judged by
 * where they lead.
 */
public final class Addresses implements DnsResolver {
    static final String NOT_PUBLIC = " does not lead to a public address";

    private final boolean loopback;
    private final DnsResolver names;

    /**
     * @param loopback whether this machine itself may be called, for demonstrations and tests
     */
    public Addresses(boolean loopback) {
        this(loopback, SystemDefaultDnsResolver.INSTANCE);
    }

    /**
     * @param names who knows where names lead; asked once for each connection
     */
    Addresses(boolean loopback, DnsResolver names) {
        this.loopback = loopback;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.resolve(host);
        for (InetAddress address : found) {
            if (!allowed(address)) {
                throw new UnknownHostException(host + NOT_PUBLIC);
            }
        }
        return found;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether an address may be called. */
    boolean allowed(InetAddress address) {
        return address.isLoopbackAddress() ? loopback : isPublic(address);
    }

    /** Whether an address is one of the public internet, by IANA's special-purpose registries. */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        int[] b = new int[address.getAddress().length];
        for (int i = 0; i < b.length; i++) {
            b[i] = address.getAddress()[i] & 0xff;
        }
        // An IPv4-mapped address arrives here as IPv4 already.
        return address instanceof Inet4Address ? isPublic4(b) : isPublic6(b);
    }

    private static boolean isPublic4(int[] b) {
        return !(b[0] == 0
                || b[0] == 10
                || b[0] == 127
                || (b[0] == 100 && b[1] >= 64 && b[1] < 128) // shared by carriers
                || (b[0] == 169 && b[1] == 254)
                || (b[0] == 172 && b[1] >= 16 && b[1] < 32)
                || (b[0] == 192 && b[1] == 0 && b[2] == 0)
                || (b[0] == 192 && b[1] == 0 && b[2] == 2) // documentation
                || (b[0] == 192 && b[1] == 88 && b[2] == 99) // 6to4 relays
                || (b[0] == 192 && b[1] == 168)
                || (b[0] == 198 && (b[1] == 18 || b[1] == 19)) // benchmarks
                || (b[0] == 198 && b[1] == 51 && b[2] == 100)
                || (b[0] == 203 && b[1] == 0 && b[2] == 113)
                || b[0] >= 224);
    }

    /** Only global unicast (2000::/3), without its parts that wrap IPv4 or serve examples. */
    private static boolean isPublic6(int[] b) {
        return b[0] >> 5 == 1
                && !(b[0] == 0x20 && b[1] == 0x01 && b[2] < 2) // 2001::/23, Teredo among it
                && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8)
                && !(b[0] == 0x20 && b[1] == 0x02) // 6to4
                && !(b[0] == 0x3f && b[1] == 0xff && b[2] < 16);
    }
}
