package io.septet.accounts.publication;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.ClientOptions;
import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Places;
import io.septet.kit.SeptetProperties;
import io.septet.kit.deed.Deeds;
import io.septet.kit.event.EventStreams;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The publishing half of accounts-service as a program of its own, without its web server: Redis,
 * the loop and every step are the real ones, the feeds are {@link PretendFeeds}.
 */
final class DyingProgram {
    private DyingProgram() {}

    /** Makes the file {@code septet.child.ready} when it is ready. */
    public static void main(String[] arguments) throws Exception {
        start(WorkLoop.class);
        Files.createFile(Path.of(System.getProperty("septet.child.ready")));
        Thread.currentThread().join();
    }

    /** Its beans, and those of some classes more. */
    static ConfigurableApplicationContext start(Class<?>... more) {
        var application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addInitializers(context -> {
            var registry =
                    (org.springframework.beans.factory.support.BeanDefinitionRegistry)
                            ((ConfigurableApplicationContext) context).getBeanFactory();
            for (Class<?> one : more) {
                registry.registerBeanDefinition(
                        one.getName(),
                        new org.springframework.beans.factory.support.RootBeanDefinition(one));
            }
        });
        return application.run();
    }

    /** No {@code @Configuration}, or other tests would find it. */
    @ImportAutoConfiguration(DataRedisAutoConfiguration.class)
    @EnableConfigurationProperties(SeptetProperties.class)
    @Import({
        Publications.class,
        Steps.class,
        Witness.class,
        Publisher.class,
        Recorder.class,
        Resolver.class,
        Holds.class,
        Guards.class,
        Places.class
    })
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.shared();
        }

        @Bean
        ContractTimings timings(Environment environment) {
            return ContractTimings.production()
                    .dividedBy(
                            environment.getRequiredProperty(
                                    "septet.child.time-factor", Double.class));
        }

        @Bean
        Partitions partitions() {
            return new Partitions(2);
        }

        @Bean
        Changes changes(StringRedisTemplate redis, JsonMapper json) {
            return new Changes(redis, json);
        }

        @Bean
        EventStreams streams(StringRedisTemplate redis, JsonMapper json, Partitions partitions) {
            return new EventStreams(redis, json, partitions);
        }

        @Bean
        Deeds deeds(EventStreams streams, Changes changes, JsonMapper json, Clock clock) {
            return new Deeds("accounts", streams, changes, json, clock);
        }

        @Bean
        LettuceClientOptionsBuilderCustomizer neverReplayCommands() {
            return options ->
                    options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                            .replayFilter(command -> true);
        }

        @Bean
        CircuitBreakerRegistry breakers() {
            // What fails here on purpose must not keep the rest from being tried.
            var never = CircuitBreakerConfig.custom().minimumNumberOfCalls(100_000).build();
            return CircuitBreakerRegistry.of(Map.of("send", never, "read", never));
        }

        @Bean
        BulkheadRegistry bulkheads() {
            var many = BulkheadConfig.custom().maxConcurrentCalls(200).build();
            return BulkheadRegistry.of(Map.of("send", many, "read", many));
        }

        @Bean
        PretendFeeds feeds(Environment environment, ContractTimings timings) {
            return new PretendFeeds(
                    environment.getRequiredProperty("septet.child.platforms"), timings.call());
        }
    }
}
