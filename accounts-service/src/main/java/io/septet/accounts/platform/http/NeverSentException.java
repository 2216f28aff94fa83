package io.septet.accounts.platform.http;

import java.io.IOException;

/** A call failed before the first byte of its request left. */
final class NeverSentException extends IOException {
    NeverSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
