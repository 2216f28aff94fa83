package io.septet.quartz;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Nested;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisScriptingCommands;

/**
 * The whole contract on a connection that loses the answer of every script and sends it again, as a
 * client does that was cut off.
 */
class EveryCallTwiceIT {
    @Nested
    class Storing extends StoringContractIT {
        @Override
        RedisConnectionFactory through(RedisConnectionFactory direct) {
            return losingAnswers(direct);
        }
    }

    @Nested
    class Firing extends FiringContractIT {
        @Override
        RedisConnectionFactory through(RedisConnectionFactory direct) {
            return losingAnswers(direct);
        }
    }

    @Nested
    class Pausing extends PausingContractIT {
        @Override
        RedisConnectionFactory through(RedisConnectionFactory direct) {
            return losingAnswers(direct);
        }
    }

    private static RedisConnectionFactory losingAnswers(RedisConnectionFactory direct) {
        return proxy(
                RedisConnectionFactory.class,
                (self, method, arguments) -> {
                    var result = invoke(direct, method, arguments);
                    return result instanceof RedisConnection connection
                                    && method.getName().equals("getConnection")
                            ? proxy(RedisConnection.class, twice(connection))
                            : result;
                });
    }

    private static InvocationHandler twice(RedisConnection connection) {
        return (self, method, arguments) -> {
            var result = invoke(connection, method, arguments);
            if (!method.getName().equals("scriptingCommands")) {
                return result;
            }
            return proxy(
                    RedisScriptingCommands.class,
                    (scripting, command, values) -> {
                        invoke(result, command, values);
                        return invoke(result, command, values);
                    });
        };
    }

    private static Object invoke(Object on, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        EveryCallTwiceIT.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
