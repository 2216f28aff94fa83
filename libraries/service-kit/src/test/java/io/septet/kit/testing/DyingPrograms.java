package io.septet.kit.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Programs that take each other's place: each dies or freezes at a named point (see {@link
 * io.septet.kit.fault.CrashPoint}), one that is frozen goes on after a while and dies some time
 * later. Which, where and when is drawn by a seed.
 */
public final class DyingPrograms implements AutoCloseable {
    /** Where a program died that was ended at no point in particular. */
    public static final String ANYWHERE = "anywhere";

    private final Class<?> main;
    private final Map<String, String> properties;
    private final Path folder;
    private final List<String> points;
    private final Duration shortestFreeze;
    private final Random random;
    private final List<String> deck = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private int started;

    /** One program. */
    private static final class Life {
        final ChildProgram program;
        final String card;
        final Path ready;
        boolean resumed;
        long next = Long.MAX_VALUE;

        Life(ChildProgram program, String card, Path ready) {
            this.program = program;
            this.card = card;
            this.ready = ready;
        }
    }

    /**
     * @param main of the programs; makes the file {@code septet.child.ready} when it is ready
     * @param folder for what they say
     * @param points where they end
     * @param shortestFreeze how long one is frozen at least, at most twice as long
     */
    public DyingPrograms(
            Class<?> main,
            Map<String, String> properties,
            Path folder,
            List<String> points,
            Duration shortestFreeze,
            long seed) {
        this.main = main;
        this.properties = properties;
        this.folder = folder;
        this.points = points;
        this.shortestFreeze = shortestFreeze;
        this.random = new Random(seed);
    }

    /** Keeps so many of them running, or frozen; call it often. */
    public void tend(int many) {
        for (var life : List.copyOf(lives)) {
            tend(life);
        }
        while (lives.size() < many) {
            lives.add(launch(draw()));
        }
    }

    /** Lets those go on that are frozen, ends all, and starts ones that live. */
    public void heal(int many) {
        close();
        for (int i = 0; i < many; i++) {
            lives.add(launch(""));
        }
    }

    /** How many died or froze, by point. */
    public Map<String, Integer> happened() {
        return Map.copyOf(happened);
    }

    /** Whether each point was met in both ways, and so many times in all. */
    public boolean enough(int most) {
        return happened.values().stream().mapToInt(Integer::intValue).sum() >= most
                && points.stream()
                        .allMatch(point ->
                                happened.containsKey(point + " killed")
                                        && happened.containsKey(point + " frozen"));
    }

    /** As a table. */
    public String table() {
        var text = new StringBuilder();
        happened.forEach((what, times) -> text.append("  %-24s %3d%n".formatted(what, times)));
        return text.toString();
    }

    @Override
    public void close() {
        lives.forEach(life -> life.program.close());
        lives.clear();
    }

    private void tend(Life life) {
        long now = System.nanoTime();
        if (!life.program.alive()) {
            lives.remove(life);
            if (life.program.exitCode() != 137) {
                throw new IllegalStateException(
                        "A program ended by itself with "
                                + life.program.exitCode()
                                + "; see "
                                + folder.resolve("output"));
            }
            count(life.card.split(":")[0] + " killed");
        } else if (life.next == Long.MAX_VALUE) {
            if (life.card.startsWith(ANYWHERE)) {
                if (Files.exists(life.ready)) {
                    life.next = now + Duration.ofMillis(random.nextInt(2_000)).toNanos();
                }
            } else if (life.card.contains("STOP") && life.program.stopped()) {
                count(life.card.split(":")[0] + " frozen");
                long least = shortestFreeze.toNanos();
                life.next = now + least + (long) (random.nextDouble() * least);
            }
        } else if (now >= life.next) {
            if (life.card.contains("STOP") && !life.resumed) {
                life.resumed = true;
                life.program.resume();
                life.next = now + Duration.ofMillis(500 + random.nextInt(1_000)).toNanos();
            } else {
                life.program.kill();
                lives.remove(life);
                count(ANYWHERE + " killed");
            }
        }
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    /** Every point in both ways, in random order, then again. */
    private String draw() {
        if (deck.isEmpty()) {
            for (String point : points) {
                deck.add(point + ":KILL:" + (1 + random.nextInt(4)));
                deck.add(point + ":STOP:" + (1 + random.nextInt(4)));
            }
            deck.add(ANYWHERE);
            java.util.Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    private Life launch(String card) {
        var all = new HashMap<>(properties);
        var ready = folder.resolve("ready-" + started++);
        all.put("septet.child.ready", ready.toString());
        if (!card.isEmpty() && !card.equals(ANYWHERE)) {
            all.put("septet.crash-point", card);
        }
        return new Life(ChildProgram.start(main, all, folder.resolve("output")), card, ready);
    }
}
