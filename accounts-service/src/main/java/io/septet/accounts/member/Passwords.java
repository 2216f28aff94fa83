package io.septet.accounts.member;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id: 19 MiB, two passes, one lane, as OWASP's Password Storage Cheat
 * Sheet recommends. A comparison costs the same whether there is a member of that address or not.
 */
@Component
class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    /** As many at once as the memory of a small installation allows. */
    private final Semaphore places = new Semaphore(3);

    private final String nobody = hash("nobody signs in with this");

    String hash(String password) {
        return placed(() -> String.valueOf(encoder.encode(password)));
    }

    /**
     * @param hash null = there is no such member; the work is the same
     */
    boolean matches(String password, @Nullable String hash) {
        return placed(() -> encoder.matches(password, hash == null ? nobody : hash))
                && hash != null;
    }

    private <T> T placed(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
