package io.septet.accounts.platform.telegram;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentChecks;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Telegram channels. A bot can neither read what a channel shows nor name a message before it is
 * sent, so what has become of an unclear send only a person can see. Nor can it upload a picture
 * without showing it: pictures go with the one request that makes them public.
 *
 * <p>Unverified: that texts are counted in UTF-16 units, as the offsets of entities are.
 */
@Component
public class TelegramPlatform implements Platform {
    /** Telegram takes width and height of 10,000 together, and itself scales down to this. */
    private static final int LARGEST_SIDE = 2_560;

    private static final double LARGEST_RATIO = 20;

    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    "telegram",
                    "Telegram",
                    Capabilities.PublishClass.N0,
                    new Capabilities.TextRule(4_096, Capabilities.Counting.UTF16, 0, 1_024),
                    // 10 MB are taken, but all of a post's pictures must go out within the time
                    // of one call.
                    new Capabilities.ImageRule(
                            10,
                            List.of("image/jpeg", "image/png"),
                            2 * 1024 * 1024,
                            Capabilities.ImageRule.NO_ALT_TEXT,
                            new Capabilities.ImageSize(
                                    0,
                                    LARGEST_SIDE,
                                    LARGEST_SIDE,
                                    0,
                                    1 / LARGEST_RATIO,
                                    LARGEST_RATIO)),
                    new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                    List.of(),
                    1_000);

    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final TelegramApi api;
    private final TelegramChannels channels;
    private final TelegramMessages messages;
    private final TelegramProperties properties;
    private final Clock clock;

    /**
     * @param files where pictures lie
     */
    public TelegramPlatform(
            TelegramProperties properties, Outbound outbound, MediaFiles files, Clock clock) {
        var baseUrl = properties.baseUrl().toString();
        this.api = outbound.at(baseUrl, Outbound.Use.CALL, TelegramApi.class);
        this.channels = new TelegramChannels(api, properties, clock);
        this.messages =
                new TelegramMessages(
                        outbound.at(baseUrl, Outbound.Use.SEND, TelegramApi.Publishing.class),
                        outbound.at(baseUrl, Outbound.Use.SEND_FILES, TelegramApi.Pictures.class),
                        properties,
                        files,
                        clock);
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Login login() {
        return Login.BOT;
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        return channels.connect(request, CAPABILITIES);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        return ContentChecks.of(capabilities, content, content.text().length());
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return messages.prepare(request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        return messages.send(feed, request);
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return new ReadBack.Impossible("Telegram lets no bot read what a channel shows");
    }

    /** Bots are told no numbers of messages; they stay absent. */
    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return new MetricsOutcome.Read(
                platformIds.stream()
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), id -> Map.of())),
                List.of());
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        var address =
                bot(feed).method("getChatMemberCount", Map.of("chat_id", feed.platformAccount()));
        return Refusal.reading(
                feed,
                Reply.of(() -> api.get(address)),
                answer -> TelegramAnswers.of(answer, clock),
                answer ->
                        TelegramAnswers.result(answer, Long.class)
                                .filter(members -> members >= 0)
                                .map(members -> Map.of("followers", members))
                                .orElseGet(Map::of),
                clock,
                PAUSE);
    }

    /** Of an album every message. */
    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        var numbers = TelegramMessages.numbers(platformId);
        if (numbers.isEmpty()) {
            return new DeleteOutcome.Gone();
        }
        boolean one = numbers.size() == 1;
        var address = bot(feed).method(one ? "deleteMessage" : "deleteMessages");
        var which =
                new TelegramWire.Deletion(
                        feed.platformAccount(),
                        one ? numbers.getFirst() : null,
                        one ? null : numbers);
        var outcome =
                Refusal.deleting(
                        Reply.of(() -> api.delete(address, which)),
                        answer -> TelegramAnswers.of(answer, clock),
                        answer -> TelegramAnswers.result(answer, Boolean.class).orElse(false));
        return outcome instanceof DeleteOutcome.Refused(var words) && isTooOld(words)
                ? new DeleteOutcome.Unsupported(
                        "Telegram lets a bot delete what is older than 48 hours only with the right"
                                + " to delete messages; give it that right, or delete it there")
                : outcome;
    }

    private static boolean isTooOld(String words) {
        return words.toLowerCase(Locale.ROOT).contains("can't be deleted");
    }

    private TelegramApi.Bot bot(FeedAccess feed) {
        return new TelegramApi.Bot(properties.baseUrl(), feed.accessToken());
    }
}
