package io.septet.kit;

import io.lettuce.core.ClientOptions;
import io.septet.kit.deed.Deeds;
import io.septet.kit.event.EventStreams;
import io.septet.kit.problem.ProblemAdvice;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.redis.ServerClock;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.trust.CallerInDescriptions;
import io.septet.kit.trust.InternalClients;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.kit.trust.RolesInDescriptions;
import io.septet.kit.trust.ServiceSecurity;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The beans a service gets by having this library on its class path. */
@AutoConfiguration(
        after = DataRedisAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
        })
@EnableConfigurationProperties(SeptetProperties.class)
@Import({
    ProblemAdvice.class,
    ServiceSecurity.class,
    CallerInDescriptions.class,
    RolesInDescriptions.class
})
public class ServiceKitConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ContractTimings contractTimings(SeptetProperties septet) {
        return ContractTimings.production().dividedBy(septet.timeFactor());
    }

    @Bean
    KeyRing keyRing(SeptetProperties septet) {
        return new KeyRing(septet.data().resolve("keys"), septet.service());
    }

    @Bean
    InternalTokens internalTokens(KeyRing keys, Clock clock) {
        return new InternalTokens(keys, clock);
    }

    @Bean
    InternalClients internalClients(
            SeptetProperties septet, InternalTokens tokens, JsonMapper json) {
        return new InternalClients(septet, tokens, json);
    }

    @Bean
    Partitions partitions(SeptetProperties septet) {
        return new Partitions(septet.partitions());
    }

    @Bean
    Changes changes(StringRedisTemplate redis, JsonMapper json) {
        return new Changes(redis, json);
    }

    @Bean
    ServerClock serverClock(StringRedisTemplate redis) {
        return new ServerClock(redis);
    }

    @Bean
    EventStreams eventStreams(StringRedisTemplate redis, JsonMapper json, Partitions partitions) {
        return new EventStreams(redis, json, partitions);
    }

    @Bean
    Deeds deeds(
            SeptetProperties septet,
            EventStreams streams,
            Changes changes,
            JsonMapper json,
            Clock clock) {
        return new Deeds(septet.service(), streams, changes, json, clock);
    }

    /**
     * A command that was not answered is reported as failed and never sent again behind the
     * caller's back: a write that was answered with 503 must not appear later.
     */
    @Bean
    LettuceClientOptionsBuilderCustomizer neverReplayCommands() {
        return options ->
                options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .replayFilter(command -> true);
    }
}
