package io.septet.benchmarks.jobs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One program with one scheduler, told on its standard input what to do. Arguments: kind of engine,
 * port.
 */
final class Worker {
    private static final AtomicInteger RAN = new AtomicInteger();
    private static final AtomicLong LAST = new AtomicLong();
    private static final int[] LATE = new int[200_000];

    private Worker() {}

    static void ran(long due) {
        int late = (int) (System.currentTimeMillis() - due);
        LAST.set(System.nanoTime());
        LATE[RAN.getAndIncrement() % LATE.length] = late;
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws Exception {
        var engine = Engine.of(arguments[0], Integer.parseInt(arguments[1]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "store" -> say("%d", store(engine, words[1], Integer.parseInt(words[2])));
                case "run" -> {
                    RAN.set(0);
                    say("%d", System.nanoTime());
                    engine.run();
                }
                case "pause" -> {
                    engine.pause();
                    say("ok");
                }
                case "count" -> say("%d %d", RAN.get(), LAST.get());
                case "steady" ->
                        say(
                                "%s",
                                steady(
                                        engine,
                                        Integer.parseInt(words[1]),
                                        Integer.parseInt(words[2])));
                default -> throw new IllegalArgumentException(line);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Stores jobs that are due now, from four threads; answers how many nanoseconds it took. */
    private static long store(Engine engine, String prefix, int many) throws Exception {
        long begin = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                threads.submit(() -> {
                    for (int i = first; i < many; i += 4) {
                        engine.store(prefix + i, System.currentTimeMillis());
                    }
                    return null;
                });
            }
        }
        return System.nanoTime() - begin;
    }

    /** So many jobs a second, each stored a second before it is due. */
    private static String steady(Engine engine, int perSecond, int seconds) throws Exception {
        RAN.set(0);
        int all = perSecond * seconds;
        long begin = System.currentTimeMillis() + 1_000;
        for (int i = 0; i < all; i++) {
            long due = begin + i * 1_000L / perSecond;
            long early = due - 1_000 - System.currentTimeMillis();
            if (early > 0) {
                TimeUnit.MILLISECONDS.sleep(early);
            }
            engine.store("s" + System.nanoTime(), due);
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (RAN.get() < all && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        int ran = RAN.get();
        var late = Arrays.copyOf(LATE, ran);
        Arrays.sort(late);
        return "%d of %d ran; late by p50 %d, p99 %d, at most %d ms"
                .formatted(ran, all, late[ran / 2], late[(int) (ran * 0.99)], late[ran - 1]);
    }

    private static void say(String text, Object... values) {
        System.out.println("> " + String.format(Locale.ROOT, text, values));
        System.out.flush();
    }
}
