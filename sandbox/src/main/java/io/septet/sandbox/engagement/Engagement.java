package io.septet.sandbox.engagement;

import io.septet.sandbox.ledger.Account;
import java.time.Duration;

/**
 * What a post has gathered at some age: it rises fast, is carried once or twice more by people
 * sharing it, and levels off within days. Never falls with age, and the same question has the same
 * answer for ever.
 *
 * @param views how often it was shown
 * @param reach how many people saw it, at most {@code views}
 */
public record Engagement(
        long views,
        long reach,
        long likes,
        long loves,
        long comments,
        long shares,
        long quotes,
        long saves,
        long clicks,
        long profileClicks) {
    private static final long SEED = 0x5E97E7L;
    private static final double HOURS = 3_600_000.0;

    /** Of no post. */
    public static final Engagement NONE = new Engagement(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * The numbers of one post.
     *
     * @param age since it was accepted; a negative one counts as zero
     */
    public static Engagement of(Account account, String post, Duration age) {
        double hours = age.toMillis() / HOURS;
        if (hours <= 0) {
            return NONE;
        }
        var dice = new Dice(SEED, account.platform().id() + "/" + account.key() + "/" + post);
        double luck = Math.exp(0.7 * dice.gauss());
        double audience = (400 + account.followers() * 0.35) * luck;
        double seen = wave(hours, 9 + 9 * dice.next());
        for (int i = 0; i < 2; i++) {
            double starts = 1 + 40 * dice.next();
            double share = 0.05 + 0.35 * dice.next();
            seen += share * wave(hours - starts, 6 + 20 * dice.next());
        }
        // A handful sees a post the moment it appears, so that the very first reading is already
        // above zero.
        long early = (long) Math.min(6 + 10 * dice.next(), hours * HOURS / 400);
        long views = early + (long) (audience * seen);
        double warmth = 0.6 + dice.next();
        long firstLike = hours * HOURS > 2_000 + 18_000 * dice.next() ? 1 : 0;
        return new Engagement(
                views,
                (long) (views * (0.70 + 0.2 * dice.next())),
                firstLike + (long) (views * 0.030 * warmth),
                (long) (views * 0.006 * warmth * dice.next()),
                (long) (views * 0.005 * warmth * dice.next()),
                (long) (views * 0.009 * warmth * dice.next()),
                (long) (views * 0.002 * warmth * dice.next()),
                (long) (views * 0.004 * warmth * dice.next()),
                (long) (views * (0.005 + 0.02 * dice.next())),
                (long) (views * 0.006 * dice.next()));
    }

    public Engagement plus(Engagement other) {
        return combined(other, 1);
    }

    public Engagement minus(Engagement other) {
        return combined(other, -1);
    }

    private Engagement combined(Engagement other, int sign) {
        return new Engagement(
                views + sign * other.views,
                reach + sign * other.reach,
                likes + sign * other.likes,
                loves + sign * other.loves,
                comments + sign * other.comments,
                shares + sign * other.shares,
                quotes + sign * other.quotes,
                saves + sign * other.saves,
                clicks + sign * other.clicks,
                profileClicks + sign * other.profileClicks);
    }

    /** Interactions of every kind. */
    public long engagements() {
        return likes + loves + comments + shares + quotes + saves + clicks + profileClicks;
    }

    /** From 0 at the start to 1 after days: steep at first, then ever flatter. */
    private static double wave(double hours, double scale) {
        return hours <= 0 ? 0 : 1 - Math.exp(-Math.pow(hours / scale, 0.7));
    }
}
