package io.septet.accounts.platform;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every platform whose accounts are connected by consent. */
@Component
public class Consents {
    private final Map<String, Consent> byPlatform = new TreeMap<>();

    Consents(ObjectProvider<Consent> all) {
        all.forEach(consent -> byPlatform.put(consent.platform(), consent));
    }

    /** How this platform asks; empty if it does not. */
    public Optional<Consent> find(String platform) {
        return Optional.ofNullable(byPlatform.get(platform));
    }
}
