package io.septet.gateway.identity;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what sessions hold as plain JSON without type names. */
@Configuration(proxyBeanMethods = false)
class SessionFormat {
    @Bean
    @Qualifier("springSessionDefaultRedisSerializer")
    static RedisSerializer<Object> springSessionDefaultRedisSerializer() {
        return new GenericJacksonJsonRedisSerializer(JsonMapper.shared());
    }
}
