package io.septet.launcher.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts children in a session of their own. Ctrl-C reaches every program of the terminal's
 * foreground group at once; Redis must not leave before the services that still write to it, so
 * only the launcher may hear it.
 */
final class Detached {
    private Detached() {}

    /** The command, started through whatever this machine has for making a new session. */
    static List<String> of(List<String> command, String path) {
        var detached = new ArrayList<String>();
        if (onPath("setsid", path)) {
            detached.add("setsid");
        } else if (onPath("perl", path)) {
            detached.addAll(
                    List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV; exit 127"));
        }
        detached.addAll(command);
        return detached;
    }

    private static boolean onPath(String program, String path) {
        for (var folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
