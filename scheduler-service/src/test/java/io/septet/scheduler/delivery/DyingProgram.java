package io.septet.scheduler.delivery;

import io.lettuce.core.ClientOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.septet.kit.SeptetProperties;
import io.septet.kit.event.EventStreams;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.trust.InternalClients;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.quartz.boot.RedisJobStoreAutoConfiguration;
import io.septet.scheduler.SchedulerProperties;
import io.septet.scheduler.accounts.AccountsClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The half of scheduler-service that hands deliveries over as a program of its own, without its web
 * server: sweep, triggers, hand-over, recall and results are the real ones.
 */
final class DyingProgram {
    private DyingProgram() {}

    /** Makes the file {@code septet.child.ready} when it is ready. */
    public static void main(String[] arguments) throws Exception {
        var context = start(Living.class);
        plant(context, System.getProperty("septet.child.plants", ""));
        Files.createFile(Path.of(System.getProperty("septet.child.ready")));
        Thread.currentThread().join();
    }

    /** Each as workspace, delivery and when, with a blank between. */
    private static void plant(ConfigurableApplicationContext context, String wakeUps) {
        context.getBean(WakeUps.class)
                .plantAll(
                        wakeUps.lines()
                                .map(line -> line.split(" ", -1))
                                .map(parts ->
                                        new WakeUps.WakeUp(
                                                parts[0], parts[1], Instant.parse(parts[2])))
                                .toList());
    }

    /** Its beans: {@link Parts} without what acts by itself, or {@link Living} with it. */
    static ConfigurableApplicationContext start(Class<?> parts) {
        var application = new SpringApplication(parts);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run("--spring.quartz.auto-startup=" + (parts == Living.class));
    }

    /** No {@code @Configuration}, or other tests would find it. */
    @Import({Parts.class, Sweep.class, Results.Consumers.class})
    static class Living {}

    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        RedisJobStoreAutoConfiguration.class,
        QuartzAutoConfiguration.class
    })
    @EnableConfigurationProperties({SeptetProperties.class, SchedulerProperties.class})
    @Import({
        Deliveries.class,
        Visits.class,
        HandOver.class,
        Recalls.class,
        Results.class,
        WakeUps.class,
        WakeUps.Job.class,
        AccountsClient.class
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
        ContractTimings timings(SeptetProperties septet) {
            return ContractTimings.production().dividedBy(septet.timeFactor());
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
        EventStreams streams(StringRedisTemplate redis, JsonMapper json, Partitions partitions) {
            return new EventStreams(redis, json, partitions);
        }

        @Bean
        InternalClients clients(SeptetProperties septet, JsonMapper json, Clock clock) {
            var keys = new KeyRing(septet.data().resolve("keys"), septet.service());
            return new InternalClients(septet, new InternalTokens(keys, clock), json);
        }

        @Bean
        LettuceClientOptionsBuilderCustomizer neverReplayCommands() {
            return options ->
                    options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                            .replayFilter(command -> true);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        /** Posts are of another package. */
        @Bean
        Closing closing() {
            return (change, after) -> {};
        }
    }
}
