package io.septet.accounts.feed;

import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Consents;
import io.septet.accounts.platform.Credential;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When something has to be done about a feed's access, and when people have to be told. */
@Component
class AccessPlan {
    /** How long before the end people are told, the first time and again. */
    private static final List<Integer> WARNINGS = List.of(14, 7, 1);

    private final Consents consents;

    AccessPlan(Consents consents) {
        this.consents = consents;
    }

    /** When access runs out and only a person can bring it back; null = not foreseeable. */
    @Nullable Instant endsAt(String platform, Credential credential) {
        return consents.find(platform)
                .flatMap(consent -> Optional.ofNullable(consent.endsAt(credential)))
                .orElse(null);
    }

    /** When the next token is to be asked for; null = never. */
    @Nullable Instant renewAt(String platform, Credential credential) {
        return renewing(platform, credential)
                .flatMap(consent -> Optional.ofNullable(consent.renewAt(credential)))
                .orElse(null);
    }

    /** How the next token is asked for; empty if this one has none after it. */
    Optional<Consent> renewing(String platform, Credential credential) {
        return consents.find(platform).filter(consent -> consent.renewAt(credential) != null);
    }

    /**
     * When to look at a feed's access next; null = never.
     *
     * @param endsAt when it runs out, as far as known now
     */
    @Nullable Instant nextLook(
            String platform, Credential credential, @Nullable Instant endsAt, Instant now) {
        return Stream.concat(
                        Stream.ofNullable(renewAt(platform, credential)),
                        endsAt == null
                                ? Stream.empty()
                                : Stream.concat(
                                                WARNINGS.stream()
                                                        .map(days ->
                                                                endsAt.minus(
                                                                        Duration.ofDays(days))),
                                                Stream.of(endsAt))
                                        .filter(at -> at.isAfter(now)))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** What people are told of a feed whose access runs out; null while there is time. */
    static @Nullable String warning(@Nullable Instant endsAt, Instant now) {
        if (endsAt == null || !now.isBefore(endsAt)) {
            return null;
        }
        var left = Duration.between(now, endsAt);
        return WARNINGS.reversed().stream()
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst()
                .map(days ->
                        "Its access runs out within "
                                + (days == 1 ? "a day" : days + " days")
                                + ", on "
                                + endsAt.atZone(ZoneOffset.UTC).toLocalDate()
                                + "; connect it again before")
                .orElse(null);
    }
}
