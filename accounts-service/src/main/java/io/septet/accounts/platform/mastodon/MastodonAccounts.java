package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriBuilderFactory;

/** Asks a server whose token one is, and what the server allows. */
final class MastodonAccounts {
    /**
     * Mastodon from 3 on, and what is made from its source ({@code 4.3.0+glitch}). Others name
     * themselves ({@code 2.7.2 (compatible; Pleroma 2.6.0)}) or count otherwise (GoToSocial has
     * 0.x).
     */
    private static final Pattern KEEPS_KEYS =
            Pattern.compile("(?:[3-9]|[1-9][0-9])\\.[0-9]+(?:\\.[0-9]+)?(?:[-+.][\\w.+-]*)?");

    private final MastodonApi api;
    private final Servers servers;
    private final Clock clock;

    MastodonAccounts(MastodonApi api, Servers servers, Clock clock) {
        this.api = api;
        this.servers = servers;
        this.clock = clock;
    }

    ConnectedAccount connect(ConnectRequest request) {
        var address = request.server();
        var server =
                servers.of(address)
                        .orElseThrow(() ->
                                new ConnectRefused(
                                        "Give the server's address, beginning with https://",
                                        false));
        var host = Objects.requireNonNull(address).getAuthority();
        var account = me(server, host, request.accessToken());
        var username = String.valueOf(account.username());
        return new ConnectedAccount(
                String.valueOf(account.id()),
                username + "@" + host,
                account.displayName() == null || account.displayName().isBlank()
                        ? username
                        : account.displayName(),
                account.url(),
                account.avatar(),
                request.accessToken(),
                limits(server));
    }

    private MastodonWire.Account me(UriBuilderFactory server, String host, String token) {
        var reply = Reply.of(() -> api.me(server, "Bearer " + token));
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused(host + " cannot be reached. " + reason(reply), true);
        }
        if (answer.ok()) {
            return answer.as(MastodonWire.Account.class)
                    .filter(account -> account.id() != null && account.username() != null)
                    .orElseThrow(() -> notMastodon(host));
        }
        throw switch (MastodonAnswers.of(answer, clock)) {
            case Refusal.Uncertain uncertain when answer.status() < 500 -> notMastodon(host);
            case Refusal.Gone gone -> notMastodon(host);
            case Refusal other -> other.connecting(host);
        };
    }

    private static String reason(Reply reply) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> reason;
            case Reply.Lost(var reason) -> reason;
            case Answered answer -> answer.seen();
        };
    }

    /** Says nothing about a token: a proxy before the server may be answering in its place. */
    static ConnectRefused notMastodon(String host) {
        return new ConnectRefused(host + " does not answer like a Mastodon server", true);
    }

    /** The server's own limits; where it names none, those that Mastodon comes with. */
    private Capabilities limits(UriBuilderFactory server) {
        var usual = MastodonPlatform.CAPABILITIES;
        var instance =
                Optional.of(Reply.of(() -> api.instance(server)))
                        .filter(Answered.class::isInstance)
                        .map(Answered.class::cast)
                        .filter(Answered::ok)
                        .flatMap(answer -> answer.as(MastodonWire.Instance.class));
        var publishClass =
                instance.map(MastodonWire.Instance::version)
                                .filter(KEEPS_KEYS.asMatchPredicate())
                                .isPresent()
                        ? PublishClass.K
                        : PublishClass.N;
        var configuration = instance.map(MastodonWire.Instance::configuration);
        if (configuration.isEmpty()) {
            return usual.with(publishClass, usual.text(), usual.images());
        }
        var statuses = configuration.get().statuses();
        var media = configuration.get().mediaAttachments();
        return usual.with(
                publishClass,
                new Capabilities.TextRule(
                        or(
                                statuses == null ? null : statuses.maxCharacters(),
                                usual.text().limit()),
                        usual.text().counting(),
                        or(
                                statuses == null ? null : statuses.charactersReservedPerUrl(),
                                usual.text().link())),
                new Capabilities.ImageRule(
                        or(
                                statuses == null ? null : statuses.maxMediaAttachments(),
                                usual.images().most()),
                        types(media, usual.images().types()),
                        media == null || media.imageSizeLimit() == null
                                ? usual.images().bytes()
                                : media.imageSizeLimit(),
                        or(
                                media == null ? null : media.descriptionLimit(),
                                usual.images().altText()),
                        media == null
                                        || media.imageMatrixLimit() == null
                                        || media.imageMatrixLimit() < 1
                                ? usual.images().size()
                                : Capabilities.ImageSize.pixels(media.imageMatrixLimit())));
    }

    private static List<String> types(MastodonWire.@Nullable Media media, List<String> usual) {
        var named = media == null ? null : media.supportedMimeTypes();
        if (named == null) {
            return usual;
        }
        var images = named.stream().filter(type -> type.startsWith("image/")).toList();
        return images.isEmpty() ? usual : images;
    }

    private static int or(@Nullable Integer stated, int usual) {
        return stated == null || stated < 1 ? usual : stated;
    }
}
