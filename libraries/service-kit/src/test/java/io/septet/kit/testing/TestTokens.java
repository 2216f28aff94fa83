package io.septet.kit.testing;

import io.septet.kit.trust.Caller;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.kit.trust.Role;
import java.nio.file.Path;
import java.time.Clock;

/** Signs tokens as the gateway or another service would. */
public final class TestTokens {
    private final Path data;
    private final String audience;

    /**
     * @param data the data folder of the service under test ({@code septet.data})
     * @param audience the name of the service under test
     */
    public TestTokens(Path data, String audience) {
        this.data = data;
        this.audience = audience;
    }

    /** The value of an {@code Authorization} header of a member's request. */
    public String member(String member, String workspace, Role role) {
        return "Bearer "
                + tokens("gateway").forMember(new Caller(member, workspace, role), audience);
    }

    /** The value of an {@code Authorization} header of another service's call. */
    public String service(String service) {
        return "Bearer " + tokens(service).forService(audience);
    }

    private InternalTokens tokens(String service) {
        return new InternalTokens(new KeyRing(data.resolve("keys"), service), Clock.systemUTC());
    }
}
