package io.septet.gateway.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the sign-in screen in which ways people can sign in besides email and password. */
@RestController
@RequestMapping("/api/v1/session/ways")
@EnableConfigurationProperties(ProviderProperties.class)
class WaysController {
    private final Ways ways;

    WaysController(
            ProviderProperties provider,
            @Value("${septet.public-url:http://localhost:8080}") URI publicUrl) {
        this.ways =
                new Ways(
                        provider.issuer() == null
                                ? null
                                : new Organisation(provider.name(), ProviderDoor.BEGIN),
                        new Passkeys(publicUrl.getScheme() + "://" + publicUrl.getAuthority()));
    }

    /**
     * @param name what people call the provider; may be empty
     * @param path where a browser is sent, with the parameter {@code to} for where to go afterwards
     */
    record Organisation(String name, String path) {}

    /**
     * @param origin where browsers know them: the public address and no other
     */
    record Passkeys(String origin) {}

    /**
     * @param provider null = there is none
     */
    record Ways(@Nullable Organisation provider, Passkeys passkeys) {}

    @GetMapping
    Ways ways() {
        return ways;
    }
}
