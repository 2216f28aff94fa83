package io.septet.accounts.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.septet.accounts.Trap;
import io.septet.kit.time.ContractTimings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilderFactory;

/** Names that lead inside by what a name server or another server says. */
class ForeignNamesTests {
    /** In the global unicast range, and given to nobody: nothing answers there. */
    private static final String PUBLIC = "2d00::1";

    interface Api {
        @GetExchange("/")
        ResponseEntity<byte[]> get(UriBuilderFactory server);
    }

    /** A name server of somebody who means no good: each question gets the next answer. */
    private static final class Names implements DnsResolver {
        private final Map<String, List<List<String>>> answers;
        private final Map<String, Integer> asked = new HashMap<>();

        private Names(Map<String, List<List<String>>> answers) {
            this.answers = answers;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var all = answers.get(host);
            if (all == null) {
                throw new UnknownHostException(host);
            }
            int turn = asked.merge(host, 1, Integer::sum) - 1;
            var found = all.get(Math.min(turn, all.size() - 1));
            var addresses = new InetAddress[found.size()];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = InetAddress.getByName(found.get(i));
            }
            return addresses;
        }

        @Override
        public @Nullable String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private Trap trap;

    @BeforeEach
    void listen() throws IOException {
        trap = new Trap();
    }

    @AfterEach
    void close() throws IOException {
        trap.close();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    inside.example,     127.0.0.1
                    inside6.example,    ::1
                    mapped.example,     ::ffff:127.0.0.1
                    zero.example,       0.0.0.0
                    linklocal.example,  fe80::1
                    ula.example,        fd00::2
                    nat64.example,      64:ff9b::7f00:1
                    two-faced.example,  2d00::1 127.0.0.1
                    other-way.example,  127.0.0.1 2d00::1
                    """)
    void aNameThatLeadsInsideIsNotCalled(String name, String found) {
        var reply = call(Map.of(name, List.of(List.of(found.split(" ")))), name);

        assertThat(reply).isInstanceOf(Reply.NeverSent.class);
        assertThat(((Reply.NeverSent) reply).reason()).contains("does not lead to a public");
        assertThat(trap.connections()).isZero();
    }

    /** Judged once, and called at the address that was judged: later answers change nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"rebinding.example", "rebinding-twice.example"})
    void aNameThatLeadsElsewhereWhenAskedAgainIsNotCalledInside(String name) {
        var answers =
                Map.of(
                        "rebinding.example",
                        List.of(List.of(PUBLIC), List.of("127.0.0.1")),
                        "rebinding-twice.example",
                        List.of(List.of(PUBLIC), List.of(PUBLIC), List.of("127.0.0.1")));

        for (int i = 0; i < 3; i++) {
            assertThat(call(answers, name)).isInstanceOf(Reply.NeverSent.class);
        }
        assertThat(trap.connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Outbound.Use.class)
    void aServerThatPointsInsideIsNotFollowed(Outbound.Use use) throws IOException {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        exchange.getResponseHeaders()
                                .set("Location", "http://127.0.0.1:" + trap.port() + "/");
                        exchange.sendResponseHeaders(status, -1);
                        exchange.close();
                    });
            server.start();
            try {
                var api =
                        new Outbound(
                                        ContractTimings.production().dividedBy(20),
                                        new OutboundProperties(true))
                                .anywhere(use, Api.class);
                var at =
                        new DefaultUriBuilderFactory(
                                "http://127.0.0.1:" + server.getAddress().getPort());

                assertThat(Reply.of(() -> api.get(at)))
                        .isInstanceOfSatisfying(
                                Reply.Answered.class,
                                answer -> assertThat(answer.status()).isEqualTo(status));
            } finally {
                server.stop(0);
            }
        }
        assertThat(trap.connections()).isZero();
    }

    private Reply call(Map<String, List<List<String>>> answers, String name) {
        var api =
                new Outbound(
                                ContractTimings.production().dividedBy(20),
                                new Addresses(false, new Names(answers)))
                        .anywhere(Outbound.Use.CALL, Api.class);
        return Reply.of(
                () -> api.get(new DefaultUriBuilderFactory("https://" + name + ":" + trap.port())));
    }
}
