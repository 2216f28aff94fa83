package io.septet.gateway.provider;

import jakarta.validation.constraints.AssertTrue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The organisation's provider of identities.
 *
 * @param issuer its address, exactly as it calls itself; null = there is none
 * @param clientId what it knows this installation as
 * @param clientSecret which it gave for that; null = it gave none
 * @param name what people call it, on the button
 * @param scopes asked for
 * @param groupsClaim where it says which groups somebody is in
 * @param secondFactor what in the claim {@code amr} says that a second factor was shown
 */
@Validated
@ConfigurationProperties("septet.sign-in.provider")
record ProviderProperties(
        @Nullable String issuer,
        @DefaultValue("") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("") String name,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("mfa") List<String> secondFactor) {

    @AssertTrue(message = "septet.sign-in.provider.client-id is needed with an issuer")
    boolean isWhole() {
        return issuer == null || !clientId.isBlank();
    }

    @Override
    public String toString() {
        return "ProviderProperties[" + issuer + "]";
    }
}
