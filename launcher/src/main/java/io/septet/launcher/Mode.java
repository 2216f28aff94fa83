package io.septet.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an installation was made for; decided at the first start and kept in {@code mode}. */
enum Mode {
    /** Pretend platforms and the demo workspace. */
    DEMO(true),
    /** Real platforms; the owner connects what there is. */
    EMPTY(false),
    /** Pretend platforms; the owner connects their accounts as if they were real. */
    EMPTY_SANDBOX(true);

    private final boolean sandbox;

    Mode(boolean sandbox) {
        this.sandbox = sandbox;
    }

    boolean withSandbox() {
        return sandbox;
    }

    boolean empty() {
        return this != DEMO;
    }

    /** The options that ask for it. */
    String options() {
        return switch (this) {
            case DEMO -> "no option";
            case EMPTY -> "--empty";
            case EMPTY_SANDBOX -> "--empty --sandbox";
        };
    }

    /** As it is stored. */
    String stored() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Mode> read(String stored) {
        return Arrays.stream(values())
                .filter(mode -> mode.stored().equals(stored.strip()))
                .findFirst();
    }
}
