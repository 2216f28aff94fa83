package io.septet.acceptance.faults;

import java.time.Duration;

/**
 * What a run is to do.
 *
 * @param deliveries how many, about: posts go to every feed, so it is rounded up to whole posts
 * @param seed of texts, faults and kills
 * @param factor by which the contract's and the platforms' time runs faster
 * @param faulty the share of platform calls that go wrong, 0 to 1
 * @param perSecond how many deliveries fall due each second
 * @param killEvery how often one of the services is killed
 * @param redisEvery how often Redis is killed
 */
record Plan(
        int deliveries,
        long seed,
        double factor,
        double faulty,
        double perSecond,
        Duration killEvery,
        Duration redisEvery) {

    /** As system properties {@code septet.faults.*} say; what they leave out is a small run. */
    static Plan fromSystem() {
        return new Plan(
                Integer.getInteger("septet.faults.size", 240),
                Long.getLong("septet.faults.seed", 1),
                number("septet.faults.factor", 5),
                number("septet.faults.rate", 0.3),
                number("septet.faults.per-second", 8),
                Duration.ofSeconds(Long.getLong("septet.faults.kill-every", 20)),
                Duration.ofSeconds(Long.getLong("septet.faults.redis-every", 50)));
    }

    /**
     * When everything must be settled: the late window, and then the 45 minutes in which it must
     * have reached a final state or a person.
     */
    Duration longestEnd() {
        return Duration.ofMillis((long) (Duration.ofMinutes(60).toMillis() / factor));
    }

    /** How long a third of the posts takes to fall due. */
    Duration third() {
        return Duration.ofMillis((long) (deliveries / perSecond * 1_000 / 3));
    }

    /**
     * How long nobody may know whether a post is public before that is settled or a person is
     * asked: 12 minutes; and what no factor shortens: the time in which killed programs come back.
     */
    Duration longestDoubt() {
        return Duration.ofMillis((long) (Duration.ofMinutes(12).toMillis() / factor))
                .plusSeconds(60);
    }

    private static double number(String name, double otherwise) {
        var text = System.getProperty(name);
        return text == null ? otherwise : Double.parseDouble(text);
    }
}
