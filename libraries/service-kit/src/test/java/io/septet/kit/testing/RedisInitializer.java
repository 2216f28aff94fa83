package io.septet.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points a context at a Redis server and a data folder that only it uses. */
public final class RedisInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path data = Files.createTempDirectory("septet-test");
            var redis = TestRedis.start(data.resolve("redis"));
            context.addApplicationListener(event -> {
                if (event instanceof org.springframework.context.event.ContextClosedEvent closed
                        && closed.getApplicationContext() == context) {
                    // After the context's own beans: they would log reconnections otherwise.
                    Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
                }
            });
            context.getBeanFactory().registerSingleton("testRedis", redis);
            TestPropertyValues.of(
                            "spring.data.redis.url=" + redis.url(),
                            "septet.data=" + data,
                            "server.address=127.0.0.1")
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
