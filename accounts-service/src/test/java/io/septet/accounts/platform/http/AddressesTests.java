package io.septet.accounts.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreRefused(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isFalse();
        assertThatThrownBy(() -> new Addresses(false).resolve(address))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860::1"
            })
    void publicAddressesAreTaken(String address) throws UnknownHostException {
        assertThat(new Addresses(false).resolve(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "2130706433",
                "127.1",
                "0",
                "::ffff:127.0.0.1",
                "0:0:0:0:0:0:0:1"
            })
    void otherWaysToWriteThisMachineAreSeenThrough(String host) {
        assertThatThrownBy(() -> new Addresses(false).resolve(host))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void whatIsJudgedIsWhatIsCalledHoweverItWasWritten() throws UnknownHostException {
        // Octal to a browser, decimal to the JDK; the address is handed on, never the text.
        assertThat(new Addresses(false).resolve("0177.0.0.1"))
                .containsExactly(InetAddress.getByAddress(new byte[] {(byte) 177, 0, 0, 1}));
    }

    @Test
    void allowingLoopbackOpensNothingElse() throws UnknownHostException {
        var open = new Addresses(true);

        assertThat(open.allowed(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(open.allowed(InetAddress.getByName("::1"))).isTrue();
        assertThat(open.allowed(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(open.allowed(InetAddress.getByName("169.254.169.254"))).isFalse();
        assertThat(open.allowed(InetAddress.getByName("fd00::1"))).isFalse();
    }
}
