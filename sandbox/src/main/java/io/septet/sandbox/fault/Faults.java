package io.septet.sandbox.fault;

import io.septet.sandbox.engagement.Dice;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The faults switched on now, and what they do to a call.
 *
 * <p>Per platform and kind there is one rule, and one for {@code *} that holds where the platform
 * has none of its own. Rates of different kinds add up: {@code 429} at 0.3 and {@code cut-before}
 * at 0.3 together strike 60 % of the calls. Kinds that do not replace the answer, such as {@code
 * slow}, are drawn by themselves, as they can go with any other. What strikes the n-th call of a
 * platform since the rules last changed depends on the seed alone.
 */
public final class Faults {
    private static final Duration FOR_EVER = Duration.ofDays(3_650);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 20_000;

    private static final Reply DOWN =
            Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>");

    private final Clock clock;
    private final long seed;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> draws = new ConcurrentHashMap<>();
    private final Deque<Struck> struck = new ConcurrentLinkedDeque<>();
    private final AtomicInteger remembered = new AtomicInteger();

    public Faults(Clock clock, long seed) {
        this.clock = clock;
        this.seed = seed;
    }

    /** {@code PUT /sandbox/faults}: sets one rule, or removes it with rate 0. */
    public Reply set(@Nullable ObjectNode wanted) {
        if (wanted == null) {
            return Reply.problem(
                    400,
                    "json-malformed",
                    "That is no JSON object",
                    "Expected platform, kind and rate");
        }
        for (String name : wanted.propertyNames()) {
            if (!List.of("platform", "kind", "rate", "calls", "millis").contains(name)) {
                return invalid(
                        "Unknown member "
                                + name
                                + ": known are platform, kind, rate, calls, millis");
            }
        }
        String platform = wanted.path("platform").asString("");
        if (!platform.equals("*") && Platform.of(platform) == null) {
            return invalid(
                    "Unknown platform '"
                            + platform
                            + "': x, facebook, mastodon, bluesky, linkedin, instagram, threads,"
                            + " telegram or * for all");
        }
        Kind kind = Kind.of(wanted.path("kind").asString(""));
        if (kind == null) {
            return invalid("Unknown kind '" + wanted.path("kind").asString("") + "'");
        }
        if (!wanted.path("rate").isNumber()) {
            return invalid("The rate must be a number from 0 to 1");
        }
        double rate = wanted.path("rate").asDouble();
        if (!(rate >= 0 && rate <= 1)) {
            return invalid("The rate must be from 0 to 1, not " + rate);
        }
        Calls chosen = Calls.of(wanted.path("calls").asString("publish"));
        if (chosen == null) {
            return invalid("Unknown calls: publish, read or all");
        }
        Calls calls = Objects.requireNonNullElse(kind.calls(), chosen);
        var millis = wanted.path("millis");
        if (!millis.isMissingNode()
                && !(millis.isIntegralNumber()
                        && millis.asLong() >= 0
                        && millis.asLong() <= LONGEST.toMillis())) {
            return invalid("millis must be a whole number from 0 to " + LONGEST.toMillis());
        }
        Duration lasting =
                millis.isMissingNode() ? kind.usual() : Duration.ofMillis(millis.asLong());
        change(new Rule(platform, kind, rate, calls, lasting));
        return list();
    }

    private void change(Rule rule) {
        if (rule.rate() > 0) {
            rules.put(place(rule.platform(), rule.kind()), rule);
        } else if (rule.platform().equals("*")) {
            rules.values().removeIf(other -> other.kind() == rule.kind());
        } else {
            rules.remove(place(rule.platform(), rule.kind()));
        }
        draws.clear();
        if (rule.kind() == Kind.REVOKED_AFTER && rule.rate() == 0) {
            revoked.clear();
        }
    }

    /** {@code DELETE /sandbox/faults}. */
    public Reply clear() {
        rules.clear();
        draws.clear();
        revoked.clear();
        return list();
    }

    /** {@code GET /sandbox/faults}. */
    public Reply list() {
        return Reply.json(200, all().stream().map(Rule::json).toList());
    }

    /** {@code GET /sandbox/faults/struck}: the oldest first. */
    public Reply struck() {
        return Reply.json(200, struck.stream().map(Struck::json).toList());
    }

    /** By platform, then kind. */
    public List<Rule> all() {
        var all = new ArrayList<>(rules.values());
        all.sort(Comparator.comparing(Rule::platform).thenComparing(Rule::kind));
        return all;
    }

    /**
     * How long what is uploaded now stays in processing.
     *
     * @param text of the post it is for, empty if that is not known yet
     */
    public Duration processing(Platform platform, String text) {
        return strikes(platform, Kind.PROCESSING_FOREVER, text)
                ? FOR_EVER
                : lasting(platform, Kind.PROCESSING);
    }

    /** How old a post must be to be shown by this reading. */
    public Duration lag(Platform platform) {
        return lasting(platform, Kind.READBACK_LAG);
    }

    private Duration lasting(Platform platform, Kind kind) {
        Rule rule = rule(platform, kind);
        return rule != null && draw(platform, kind.id()) < rule.rate()
                ? rule.lasting()
                : Duration.ZERO;
    }

    /**
     * Whether a kind that a platform itself acts out strikes now.
     *
     * @param about what it strikes; see {@link Struck}
     */
    public boolean strikes(Platform platform, Kind kind, String about) {
        Rule rule = rule(platform, kind);
        boolean strikes = rule != null && draw(platform, kind.id()) < rule.rate();
        if (strikes) {
            struck.add(new Struck(clock.instant(), platform, kind, about));
            if (remembered.incrementAndGet() > MOST_REMEMBERED) {
                struck.poll();
            }
        }
        return strikes;
    }

    /** Whether {@code token-revoked-after} has struck this token. */
    public boolean isRevoked(@Nullable String token) {
        return token != null && revoked.contains(token);
    }

    /** As the other one, for a call without a token. */
    public Reply around(Platform platform, Calls made, Words words, Supplier<Reply> handler) {
        return around(platform, made, words, null, handler);
    }

    /**
     * Lets a call happen, or not, as the rules want it.
     *
     * @param made {@link Calls#PUBLISH}, {@link Calls#READ}, or {@link Calls#ALL} for a call that
     *     is neither
     * @param token with which the call was made
     */
    public Reply around(
            Platform platform,
            Calls made,
            Words words,
            @Nullable String token,
            Supplier<Reply> handler) {
        if (rules.isEmpty()) {
            return handler.get();
        }
        Supplier<Reply> real =
                () -> {
                    Reply reply = handler.get();
                    if (made == Calls.PUBLISH
                            && token != null
                            && reply.succeeded()
                            && strikes(platform, Kind.REVOKED_AFTER, token)) {
                        revoked.add(token);
                    }
                    return reply;
                };
        Rule hit = exclusive(platform, made, words);
        Reply reply = hit == null ? real.get() : struck(hit, platform, words, real);
        for (Kind kind : List.of(Kind.SLOW, Kind.LATE)) {
            Rule late = rule(platform, kind);
            if (late != null
                    && late.calls().include(made)
                    && draw(platform, kind.id() + " " + made) < late.rate()) {
                reply = reply.after(late.lasting());
            }
        }
        return reply;
    }

    private @Nullable Rule exclusive(Platform platform, Calls made, Words words) {
        var active = new EnumMap<Kind, Rule>(Kind.class);
        for (Kind kind : Kind.values()) {
            Rule rule = kind.replacesAnswer() ? rule(platform, kind) : null;
            if (rule != null && concerns(rule, made, words)) {
                active.put(kind, rule);
            }
        }
        if (active.isEmpty()) {
            return null;
        }
        double left = draw(platform, "call " + made);
        for (Rule rule : active.values()) {
            if (left < rule.rate()) {
                return rule;
            }
            left -= rule.rate();
        }
        return null;
    }

    private static boolean concerns(Rule rule, Calls made, Words words) {
        return switch (rule.kind()) {
            case DUPLICATE -> made == Calls.PUBLISH && words.duplicate() != null;
            case LIMIT_BUT_LIVE -> made == Calls.PUBLISH && words.limitButLive() != null;
            default -> rule.calls().include(made);
        };
    }

    private Reply struck(Rule rule, Platform platform, Words words, Supplier<Reply> handler) {
        return switch (rule.kind()) {
            case TOO_MANY -> words.tooMany(clock.instant().plus(rule.lasting()));
            case BROKEN_BEFORE -> words.broken();
            case REVOKED -> words.revoked();
            case CUT_BEFORE -> Reply.empty(200).thenCut();
            case DUPLICATE -> {
                Reply duplicate = words.duplicate();
                yield duplicate == null ? handler.get() : duplicate;
            }
            case BROKEN_AFTER -> {
                Reply reply = handler.get();
                yield reply.succeeded() ? words.broken() : reply;
            }
            case CUT_AFTER -> {
                Reply reply = handler.get();
                yield reply.succeeded() ? reply.thenCut() : reply;
            }
            case NO_ID -> {
                Reply reply = handler.get();
                yield reply.succeeded() ? Reply.json(reply.status(), Json.of()) : reply;
            }
            case LIMIT_BUT_LIVE -> {
                Reply reply = handler.get();
                Reply limit = words.limitButLive();
                yield reply.succeeded() && limit != null ? limit : reply;
            }
            case READBACK_DOWN -> draw(platform, "down") < 0.5 ? DOWN : Reply.empty(503).thenCut();
            default -> handler.get();
        };
    }

    private @Nullable Rule rule(Platform platform, Kind kind) {
        Rule own = rules.get(place(platform.id(), kind));
        return own != null ? own : rules.get(place("*", kind));
    }

    private double draw(Platform platform, String about) {
        String name = platform.id() + " " + about;
        long turn = draws.computeIfAbsent(name, first -> new AtomicLong()).incrementAndGet();
        return new Dice(seed, name + " " + turn).next();
    }

    private static String place(String platform, Kind kind) {
        return platform + " " + kind.id();
    }

    private static Reply invalid(String detail) {
        return Reply.problem(422, "fault-invalid", "That fault cannot be set", detail);
    }
}
