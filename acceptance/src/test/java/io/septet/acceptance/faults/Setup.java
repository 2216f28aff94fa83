package io.septet.acceptance.faults;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a fleet differs from production.
 *
 * @param factor by which the contract's and the platforms' time runs faster
 * @param seed of the sandbox's faults
 * @param properties further properties of single programs, by the program's name
 * @param missing programs that are left out
 * @param jars what runs instead of a module's own jar, by the module's name
 */
record Setup(
        double factor,
        long seed,
        Map<String, Map<String, String>> properties,
        Set<String> missing,
        Map<String, Path> jars) {

    static Setup of(double factor, long seed) {
        return new Setup(factor, seed, Map.of(), Set.of(), Map.of());
    }

    Setup with(String program, String property, String value) {
        var all = new HashMap<>(properties);
        var own = new HashMap<>(all.getOrDefault(program, Map.of()));
        own.put(property, value);
        all.put(program, own);
        return new Setup(factor, seed, all, missing, jars);
    }

    Setup without(String... programs) {
        return new Setup(factor, seed, properties, Set.of(programs), jars);
    }

    Setup running(Map<String, Path> others) {
        return new Setup(factor, seed, properties, missing, others);
    }
}
