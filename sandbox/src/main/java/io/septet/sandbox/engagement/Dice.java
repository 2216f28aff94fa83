package io.septet.sandbox.engagement;

import java.nio.charset.StandardCharsets;

/** A repeatable sequence of random numbers (SplitMix64) that starts from a number and a name. */
public final class Dice {
    private long state;

    public Dice(long seed, String name) {
        long hash = 0xCBF29CE484222325L ^ seed;
        for (byte part : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ part) * 0x100000001B3L;
        }
        state = hash;
    }

    /** At least 0, below 1. */
    public double next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** Around 0 with deviation 1, roughly normal, within -3.5 to 3.5. */
    double gauss() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += next();
        }
        return Math.clamp(sum - 6, -3.5, 3.5);
    }
}
