package io.septet.accounts.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.accounts.Trap;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * Servers that users name must not lead into our own network, as it is set up by default. Behind
 * each address that leads to this machine a trap counts who comes.
 */
@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ForeignServersIT {
    private static final Set<String> TRIED = new TreeSet<>();
    private static final Map<String, Integer> ANSWERS = new ConcurrentSkipListMap<>();
    private static Trap trap;

    @Autowired private SeptetProperties septet;
    @LocalServerPort private int port;

    @BeforeAll
    static void listen() throws IOException {
        trap = new Trap();
    }

    @AfterAll
    static void count() throws IOException {
        System.out.println(
                "Servers named by users: "
                        + TRIED.size()
                        + " forms, "
                        + ANSWERS
                        + ", connections: "
                        + trap.connections());
        trap.close();
        assertThat(TRIED).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // This machine by name.
                "https://localhost:PORT",
                "https://LOCALHOST:PORT",
                "https://localhost.:PORT",
                "https://ip6-localhost:PORT",
                // IPv4 as people, programs and attackers write it.
                "https://127.0.0.1:PORT",
                "https://127.0.0.1.:PORT",
                "https://127.255.255.254:PORT",
                "https://127.1:PORT",
                "https://127.0.1:PORT",
                "https://127.000.000.001:PORT",
                "https://2130706433:PORT",
                "https://017700000001:PORT",
                "https://0x7f000001:PORT",
                "https://0x7f.0.0.1:PORT",
                "https://0x7f.0x0.0x0.0x1:PORT",
                "https://0.0.0.0:PORT",
                "https://0:PORT",
                "https://00000000000:PORT",
                // IPv6, and IPv4 wrapped into it: mapped, compatible, NAT64, 6to4, Teredo.
                "https://[::1]:PORT",
                "https://[0:0:0:0:0:0:0:1]:PORT",
                "https://[::]:PORT",
                "https://[::ffff:127.0.0.1]:PORT",
                "https://[::ffff:7f00:1]:PORT",
                "https://[0:0:0:0:0:ffff:7f00:1]:PORT",
                "https://[::127.0.0.1]:PORT",
                "https://[::7f00:1]:PORT",
                "https://[64:ff9b::7f00:1]:PORT",
                "https://[64:ff9b::127.0.0.1]:PORT",
                "https://[64:ff9b:1::7f00:1]:PORT",
                "https://[2002:7f00:1::]:PORT",
                "https://[2002:7f00:1::1]:PORT",
                "https://[2001:0:7f00:1::]:PORT",
                "https://[::1%25lo]:PORT",
                // Private, shared, link-local and metadata services.
                "https://10.0.0.1:PORT",
                "https://10.255.255.254",
                "https://172.16.0.1",
                "https://172.31.255.254",
                "https://192.168.0.1",
                "https://3232235521",
                "https://100.64.0.1",
                "https://100.100.100.200",
                "https://169.254.169.254",
                "https://2852039166",
                "https://169.254.170.2",
                "https://192.0.0.192",
                "https://[fe80::1]:PORT",
                "https://[fe80::1%25eth0]:PORT",
                "https://[febf::1]:PORT",
                "https://[fc00::1]:PORT",
                "https://[fd00::2]:PORT",
                "https://[fd00:ec2::254]",
                "https://[fec0::1]:PORT",
                // Multicast, broadcast, documentation, benchmarks, reserved.
                "https://224.0.0.1:PORT",
                "https://239.255.255.250:PORT",
                "https://255.255.255.255:PORT",
                "https://240.0.0.1:PORT",
                "https://192.0.2.2:PORT",
                "https://198.51.100.1:PORT",
                "https://203.0.113.1:PORT",
                "https://198.18.0.1:PORT",
                "https://192.88.99.1:PORT",
                "https://[ff01::1]:PORT",
                "https://[ff02::1]:PORT",
                "https://[ff0e::1]:PORT",
                "https://[100::1]:PORT",
                "https://[2001:db8::1]:PORT",
                "https://[3fff::1]:PORT",
                "https://[5f00::1]:PORT",
                // Read differently by different programs.
                "https://mastodon.example@127.0.0.1:PORT",
                "https://mastodon.example:443@localhost:PORT",
                "https://127.0.0.1:PORT@mastodon.example",
                "https://127.0.0.1:PORT#@mastodon.example",
                "https://127.0.0.1:PORT?@mastodon.example",
                "https://mastodon.example\\@127.0.0.1:PORT",
                "https://127.0.0.1:PORT\\@mastodon.example",
                "https://127.0.0.1%2F@mastodon.example:PORT",
                "https://127.0.0.1:PORT/admin",
                "https://127.0.0.1:65536",
                "https://127.0.0.1:-1",
                "https:///127.0.0.1:PORT",
                "//127.0.0.1:PORT",
                // Letters and dots that are not the ones they look like.
                "https://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:PORT",
                "https://\u2460\u2461\u2466.0.0.1:PORT",
                "https://\uff11\uff12\uff17.0.0.1:PORT",
                "https://127\u30020\u30020\u30021:PORT",
                "https://xn--localhost-:PORT",
                // Not encrypted, or not the web at all.
                "http://localhost:PORT",
                "http://127.0.0.1:PORT",
                "http://[::1]:PORT",
                "HTTP://127.0.0.1:PORT",
                "ftp://127.0.0.1:PORT",
                "gopher://127.0.0.1:PORT/_INFO",
                "file:///etc/passwd",
                "jar:https://127.0.0.1:PORT/a.jar!/"
            })
    void anAddressInsideIsNeverCalled(String form) {
        var server = form.replace("PORT", "" + trap.port());
        TRIED.add(form);

        for (var platform : Set.of("mastodon", "bluesky")) {
            refused(
                    "/api/v1/feeds",
                    Map.of(
                            "platform",
                            platform,
                            "accessToken",
                            "t",
                            "account",
                            "a.b",
                            "server",
                            server));
        }
        refused("/api/v1/feeds/connect/mastodon", Map.of("server", server));
        refused("/api/v1/webhooks", Map.of("url", server, "events", List.of("delivery.failed")));

        assertThat(trap.connections()).isZero();
    }

    private void refused(String path, Map<String, ?> body) {
        var answer =
                new Door(port, septet.data())
                        .as(Role.OWNER, Ids.next())
                        .post(path, JsonMapper.shared().writeValueAsString(body));

        assertThat(answer.status()).isEqualTo(422);
        // Not even the handshake began: each is stopped by what it is or where it leads.
        assertThat(answer.json().path("detail").asString())
                .containsAnyOf(
                        "does not lead to a public address", "name could not be found", "https://");
        ANSWERS.merge(answer.problem(), 1, Integer::sum);
    }
}
