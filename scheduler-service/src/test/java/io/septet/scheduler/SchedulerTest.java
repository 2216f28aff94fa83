package io.septet.scheduler;

import io.septet.kit.testing.RedisInitializer;
import io.septet.kit.time.SkewedClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * scheduler-service on a real Redis, with a clock that the test moves and no sweeps but the test's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = {RedisInitializer.class, AccountsDouble.Initializer.class})
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"septet.scheduler.sweeping=false", "spring.quartz.auto-startup=false"})
@Import({SchedulerTest.Time.class, World.class})
public @interface SchedulerTest {
    @TestConfiguration(proxyBeanMethods = false)
    class Time {
        @Bean
        SkewedClock skewedClock() {
            return new SkewedClock(Clock.systemUTC());
        }
    }
}
