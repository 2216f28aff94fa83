package io.septet.accounts.platform;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every platform there is an adapter for. */
@Component
public class Platforms {
    private final Map<String, Platform> byId = new TreeMap<>();

    Platforms(ObjectProvider<Platform> adapters) {
        adapters.forEach(adapter -> byId.put(adapter.capabilities().id(), adapter));
    }

    /** The adapter of this id. */
    public Optional<Platform> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What each allows, by name. */
    public List<Capabilities> all() {
        return byId.values().stream()
                .map(Platform::capabilities)
                .sorted(Comparator.comparing(Capabilities::name))
                .toList();
    }
}
