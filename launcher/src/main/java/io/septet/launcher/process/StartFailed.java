package io.septet.launcher.process;

/** A program did not become healthy; the message says why, with the end of its log. */
public final class StartFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public StartFailed(String message) {
        super(message);
    }
}
