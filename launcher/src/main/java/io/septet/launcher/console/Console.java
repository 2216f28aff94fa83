package io.septet.launcher.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints the launcher's few lines, whole lines only, from any thread. */
public final class Console {
    private final PrintStream out;

    public Console(PrintStream out) {
        this.out = out;
    }

    /** One line. */
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Several lines that belong together. */
    public synchronized void say(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Seconds with one decimal, such as {@code 4.2 s}. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
