package io.septet.launcher;

import java.util.List;
import java.util.Set;

/** What the command line asks for; {@code ./run --help} tells what each does. */
enum Ask {
    /** Start, with demo data at the first start. */
    START,
    /** Start without demo data and sandbox. */
    START_EMPTY,
    /** Start without demo data, but with the sandbox. */
    START_EMPTY_SANDBOX,
    /** Stop what runs. */
    STOP;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it asks for something we do not know
     */
    static Ask of(List<String> arguments) {
        if (arguments.size() == 2 && Set.copyOf(arguments).equals(Set.of("--empty", "--sandbox"))) {
            return START_EMPTY_SANDBOX;
        }
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("One option at a time, not " + arguments);
        }
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "" -> START;
            case "--empty" -> START_EMPTY;
            case "--sandbox" ->
                    throw new IllegalArgumentException(
                            "--sandbox goes with --empty; without options there is one anyway");
            case "--stop" -> STOP;
            default -> throw new IllegalArgumentException("Unknown option " + arguments.getFirst());
        };
    }
}
