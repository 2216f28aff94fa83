package io.septet.gateway.rate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests by the address they come from, before a session or token is looked up: guessing
 * tokens is limited too.
 */
public final class AddressRateFilter extends OncePerRequestFilter {
    private static final int NETWORK_BYTES = 8;

    private final Rates rates;

    /**
     * @param rates counts
     */
    public AddressRateFilter(Rates rates) {
        this.rates = rates;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        rates.address(request, "address:" + network(request.getRemoteAddr()));
        chain.doFilter(request, response);
    }

    /** The address; of IPv6 the part that a provider gives to one customer. */
    public static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            // A proxy that writes something else than an address: all of that is one caller.
            return "unknown";
        }
    }
}
