package io.septet.accounts.factor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * A member's second factor.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param confirmed whether the member has shown a code; until then nobody is asked for one
 * @param step the last one whose code was used
 * @param recovery digests of the codes on paper that have not been used
 * @param since when it was confirmed, or begun
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Factor(
        int schema,
        long version,
        String member,
        boolean confirmed,
        long step,
        List<String> recovery,
        Instant since) {
    static final int SCHEMA = 1;

    Factor used(long newStep) {
        return new Factor(SCHEMA, version + 1, member, confirmed, newStep, recovery, since);
    }

    Factor without(String digest) {
        return new Factor(
                SCHEMA,
                version + 1,
                member,
                confirmed,
                step,
                recovery.stream().filter(one -> !one.equals(digest)).toList(),
                since);
    }

    @Override
    public String toString() {
        return "Factor[" + member + "]";
    }
}
