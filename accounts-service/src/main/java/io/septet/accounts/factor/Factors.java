package io.septet.accounts.factor;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.vault.Sealed;
import io.septet.accounts.vault.Vault;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Keeps second factors.
 *
 * <pre>
 * SET  accounts:{global}:second-factor:77e1  {"schema":1,"version":3,"member":"77e1","confirmed":true,"step":59078520,"recovery":["9f86.."],...}
 * SET  accounts:{global}:totp-secret:77e1    AT0h... (sealed, see the vault)
 * INCR accounts:{global}:tries:77e1          (expires after a quarter of an hour)
 * </pre>
 *
 * A code is used up by the write that names its step: of two who send it at once, one is refused.
 */
@Component
public class Factors {
    private static final String SECRET = ":totp-secret:";
    private static final String VAULT_PLACE = "member";
    private static final int SECRET_BYTES = 20;
    private static final int PAPER_CODES = 10;
    private static final int PAPER_BYTES = 10;
    private static final int PAPER_GROUP = 4;
    private static final Pattern SIX_DIGITS = Pattern.compile("\\d{6}");
    private static final Pattern NOT_OF_A_CODE = Pattern.compile("[\\s-]+");
    private static final int TRIES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Changes changes;
    private final StringRedisTemplate redis;
    private final Members members;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Factors(Changes changes, StringRedisTemplate redis, Members members, Vault vault, Clock clock) {
        this.changes = changes;
        this.redis = redis;
        this.members = members;
        this.vault = vault;
        this.clock = clock;
    }

    Optional<Factor> find(String member) {
        return changes.find(key(member), Factor.class);
    }

    /** Draws a secret for a member who has none yet, in place of one never confirmed. */
    String begin(Member member) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var before = find(member.id());
        if (before.filter(Factor::confirmed).isPresent()) {
            throw on();
        }
        var factor =
                new Factor(
                        Factor.SCHEMA,
                        before.map(Factor::version).orElse(0L) + 1,
                        member.id(),
                        false,
                        0,
                        List.of(),
                        clock.instant());
        var kept = Base64.getEncoder().encodeToString(bytes);
        var change =
                Change.of()
                        .document(key(member.id()), factor.version() - 1, changes.write(factor))
                        .set(secretKey(member.id()), vault.seal(VAULT_PLACE, member.id(), kept));
        if (!changes.apply(change).applied()) {
            throw meanwhile();
        }
        return Totp.base32(bytes);
    }

    /**
     * From now on the member is asked for a code.
     *
     * @return codes for paper, shown this once
     * @throws Problem 422 {@code code-wrong}
     */
    List<String> confirm(Member member, String code) {
        tried(member);
        var before =
                find(member.id())
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "second-factor-not-begun",
                                        "No second factor was begun",
                                        "Begin anew: the app needs a secret first"));
        if (before.confirmed()) {
            throw on();
        }
        long step =
                Totp.verify(secret(member), code.strip(), clock.instant(), before.step())
                        .orElseThrow(Factors::wrong);
        var codes = new ArrayList<String>();
        for (int i = 0; i < PAPER_CODES; i++) {
            codes.add(paper());
        }
        var factor =
                new Factor(
                        Factor.SCHEMA,
                        before.version() + 1,
                        member.id(),
                        true,
                        step,
                        codes.stream().map(Factors::digest).toList(),
                        clock.instant());
        if (!members.store(
                member,
                member.withSecondFactor(true),
                change ->
                        change.document(
                                key(member.id()), before.version(), changes.write(factor)))) {
            throw meanwhile();
        }
        return codes;
    }

    /**
     * Whether this is a code of the member's, of the app or of the paper; it is used up.
     *
     * @throws Problem 429 {@code too-many-attempts}
     */
    public boolean accepts(Member member, String code) {
        tried(member);
        var factor = find(member.id()).filter(Factor::confirmed).orElse(null);
        if (factor == null) {
            return false;
        }
        var given = NOT_OF_A_CODE.matcher(code).replaceAll("");
        Factor after;
        if (SIX_DIGITS.matcher(given).matches()) {
            var step = Totp.verify(secret(member), given, clock.instant(), factor.step());
            if (step.isEmpty()) {
                return false;
            }
            after = factor.used(step.getAsLong());
        } else {
            var digest = digest(given);
            if (!factor.recovery().contains(digest)) {
                return false;
            }
            after = factor.without(digest);
        }
        boolean first =
                changes.apply(
                                Change.of()
                                        .document(
                                                key(member.id()),
                                                factor.version(),
                                                changes.write(after)))
                        .applied();
        if (first) {
            redis.delete(triesKey(member.id()));
        }
        return first;
    }

    /** From now on the password alone is enough. */
    void off(Member member) {
        var factor = find(member.id());
        if (!members.store(
                member,
                member.withSecondFactor(false),
                change -> {
                    factor.ifPresent(one -> change.remove(key(member.id()), one.version()));
                    change.del(secretKey(member.id()));
                })) {
            throw meanwhile();
        }
    }

    /**
     * Counts that somebody who is, or has the password of, this member shows another proof.
     *
     * @throws Problem 429 {@code too-many-attempts}
     */
    public void tried(Member member) {
        var key = triesKey(member.id());
        var count = redis.opsForValue().increment(key);
        if (count != null && count == 1) {
            redis.expire(key, WINDOW);
        }
        if (count == null || count > TRIES) {
            var problem =
                    new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-attempts",
                            "Too many attempts",
                            "Try again in a quarter of an hour");
            problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "" + WINDOW.toSeconds());
            throw problem;
        }
    }

    private byte[] secret(Member member) {
        var sealed = Optional.ofNullable(redis.opsForValue().get(secretKey(member.id())));
        return sealed.flatMap(text -> vault.open(VAULT_PLACE, member.id(), text))
                .map(text -> Base64.getDecoder().decode(text))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The second factor of " + member.id() + " cannot be opened"));
    }

    private String paper() {
        var bytes = new byte[PAPER_BYTES];
        random.nextBytes(bytes);
        var text = Totp.base32(bytes).toLowerCase(Locale.ROOT);
        var grouped = new StringBuilder();
        for (int i = 0; i < text.length(); i += PAPER_GROUP) {
            grouped.append(i == 0 ? "" : "-").append(text, i, i + PAPER_GROUP);
        }
        return grouped.toString();
    }

    /** Tells the vault where the secrets lie, so that they are sealed anew with its keys. */
    static Sealed sealed() {
        return new Sealed(
                SECRET,
                key ->
                        Optional.of(
                                new Sealed.To(
                                        VAULT_PLACE,
                                        key.substring(key.indexOf(SECRET) + SECRET.length()))));
    }

    static Problem wrong() {
        return Problem.unprocessable(
                "code-wrong",
                "The code is not right",
                "Take the one the app shows now; each can be used once");
    }

    private static Problem on() {
        return Problem.conflict(
                "second-factor-on", "There is a second factor already", "Switch it off first");
    }

    private static Problem meanwhile() {
        return Problem.conflict(
                "changed-meanwhile", "Somebody changed it meanwhile", "Load it and try again");
    }

    private static String digest(String code) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            NOT_OF_A_CODE
                                                    .matcher(code.toLowerCase(Locale.ROOT))
                                                    .replaceAll("")
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(String member) {
        return "accounts:" + Partitions.GLOBAL + ":second-factor:" + member;
    }

    private static String secretKey(String member) {
        return "accounts:" + Partitions.GLOBAL + SECRET + member;
    }

    private static String triesKey(String member) {
        return "accounts:" + Partitions.GLOBAL + ":tries:" + member;
    }
}
