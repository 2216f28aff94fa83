package io.septet.gateway.identity;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what sessions hold as plain JSON without type names, and lets them end at any time. */
@Configuration(proxyBeanMethods = false)
class SessionFormat {
    @Bean
    @Qualifier("springSessionDefaultRedisSerializer")
    static RedisSerializer<Object> springSessionDefaultRedisSerializer() {
        return new GenericJacksonJsonRedisSerializer(JsonMapper.shared());
    }

    @Bean
    static BeanPostProcessor sessionsThatEnd() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof SessionRepository<?> sessions ? ending(sessions) : bean;
            }
        };
    }

    private static <S extends Session> SessionRepository<S> ending(SessionRepository<S> sessions) {
        return new SessionsThatEnd<>(sessions);
    }
}
