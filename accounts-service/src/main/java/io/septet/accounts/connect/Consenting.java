package io.septet.accounts.connect;

import io.septet.accounts.feed.FeedBook;
import io.septet.accounts.feed.FeedView;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.platform.Asking;
import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Consents;
import io.septet.accounts.platform.Platforms;
import io.septet.accounts.platform.ScopesMissing;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * OAuth 2 with an authorisation code, for every platform. A state works once, for a quarter of an
 * hour, for the member who began; it is used up before its code is.
 */
@Component
class Consenting {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LIFE = Duration.ofMinutes(15);

    /** What platforms answer in place of a code when a person says no. */
    private static final Set<String> DECLINED =
            Set.of("access_denied", "user_cancelled_login", "user_cancelled_authorize");

    private final Consents consents;
    private final Platforms platforms;
    private final Asking asking;
    private final Attempts attempts;
    private final FeedBook feeds;
    private final URI redirectUri;
    private final Clock clock;

    Consenting(
            Consents consents,
            Platforms platforms,
            Asking asking,
            Attempts attempts,
            FeedBook feeds,
            MediaLinkProperties properties,
            Clock clock) {
        this.consents = consents;
        this.platforms = platforms;
        this.asking = asking;
        this.attempts = attempts;
        this.feeds = feeds;
        this.redirectUri = URI.create(properties.publicUrl() + "/feeds/connect/callback");
        this.clock = clock;
    }

    /** An attempt, and where its member goes now. */
    record Begun(Attempt attempt, URI authorizeUrl) {}

    Begun begin(Caller caller, Consent consent, @Nullable URI server, @Nullable String feed) {
        var state = random();
        var attempt =
                new Attempt(
                        Ids.next(),
                        caller.workspace(),
                        caller.member(),
                        consent.platform(),
                        server,
                        feed,
                        redirectUri,
                        random(),
                        clock.instant().plus(LIFE),
                        List.of());
        var question =
                new Consent.Question(
                        server,
                        redirectUri,
                        state,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Attempts.sha256(attempt.verifier())));
        var address =
                server == null
                        ? told(consent.platform(), () -> consent.authorize(question))
                        : asked(attempt, () -> consent.authorize(question));
        attempts.begin(state, attempt);
        return new Begun(attempt, address);
    }

    /**
     * Goes on with what a platform has answered.
     *
     * @param code null if it gave none
     * @param error why not, in its words
     */
    Attempt complete(
            Caller caller,
            String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String words) {
        var attempt = attempts.takeUp(caller, state).orElseThrow(Consenting::stateInvalid);
        if (error != null || code == null || code.isBlank()) {
            throw notGiven(attempt, error, words);
        }
        var consent = consents.find(attempt.platform()).orElseThrow(Consenting::stateInvalid);
        var opened =
                attempt.with(
                        asked(
                                attempt,
                                () -> {
                                    var login =
                                            consent.exchange(
                                                    new Consent.Answer(
                                                            attempt.server(),
                                                            attempt.redirectUri(),
                                                            pure(code),
                                                            attempt.verifier()));
                                    return consent.choices(login, attempt.server());
                                }));
        attempts.keep(opened);
        return opened;
    }

    /** Takes the chosen accounts into the workspace. */
    List<FeedView> choose(Attempt attempt, Set<String> ids) {
        var chosen =
                attempt.choices().stream()
                        .filter(choice -> ids.contains(choice.account().platformAccount()))
                        .toList();
        if (chosen.size() != ids.size()) {
            throw Problem.unprocessable(
                    "connect-choice-unknown",
                    "This account is not among those to choose from",
                    "Choose by the ids of this attempt's choices");
        }
        if (attempt.feed() != null) {
            sameAccount(attempt, attempt.feed(), chosen);
        }
        var taken =
                chosen.stream()
                        .map(choice ->
                                feeds.take(
                                                attempt.workspace(),
                                                attempt.platform(),
                                                attempt.server(),
                                                choice.account(),
                                                choice.credential(),
                                                null)
                                        .feed())
                        .toList();
        attempts.remove(attempt);
        return taken;
    }

    private void sameAccount(Attempt attempt, String id, List<Choice> chosen) {
        var feed =
                feeds.find(attempt.workspace(), id).orElseThrow(() -> Problem.notFound("feed", id));
        if (chosen.size() != 1
                || !chosen.getFirst().account().platformAccount().equals(feed.platformAccount())) {
            throw Problem.unprocessable(
                            "connect-other-account",
                            "This is another account than the feed's",
                            "Sign in at the platform with the account that the feed is of")
                    .with("feed", id);
        }
    }

    private <T> T asked(Attempt attempt, Callable<T> question) {
        var server = attempt.server();
        var name = server == null ? name(attempt.platform()) : server.getAuthority();
        return told(
                attempt.platform(),
                () -> asking.ask(name, Asking.where(attempt.platform(), server), question));
    }

    private String name(String platform) {
        return platforms.find(platform).map(found -> found.capabilities().name()).orElse(platform);
    }

    private static <T> T told(String platform, Callable<T> question) {
        try {
            return question.call();
        } catch (ScopesMissing e) {
            throw Problem.unprocessable(
                            "connect-scopes-missing",
                            "The consent does not cover everything that is needed",
                            String.valueOf(e.getMessage()))
                    .with("platform", platform)
                    .with("missing", e.missing());
        } catch (ConnectRefused e) {
            throw refused(platform, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem refused(String platform, ConnectRefused e) {
        return (e.unreachable()
                        ? Problem.unprocessable(
                                "platform-unreachable",
                                "The platform does not answer",
                                String.valueOf(e.getMessage()))
                        : Problem.unprocessable(
                                "connect-refused",
                                "The platform does not accept this account",
                                String.valueOf(e.getMessage())))
                .with("platform", platform);
    }

    private Problem notGiven(Attempt attempt, @Nullable String error, @Nullable String words) {
        var name = name(attempt.platform());
        var said = words == null || words.isBlank() ? error : words;
        return (error != null && DECLINED.contains(error)
                        ? Problem.unprocessable(
                                "connect-declined",
                                "The consent was declined",
                                name + " was told not to let Septet in")
                        : Problem.unprocessable(
                                "connect-refused",
                                "The platform does not accept this account",
                                said == null ? name + " gave no code" : name + " says: " + said))
                .with("platform", attempt.platform());
    }

    private static Problem stateInvalid() {
        return Problem.unprocessable(
                "connect-state-invalid",
                "This way back is not known, or not any more",
                "Begin connecting once more; each way back works once, for a quarter of an hour, for"
                        + " the member who began");
    }

    /** Meta's way back carries an appendix that is no part of the code. */
    private static String pure(String code) {
        var bare = code.strip();
        return bare.endsWith("#_") ? bare.substring(0, bare.length() - 2) : bare;
    }

    /** 256 bits. */
    private static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
