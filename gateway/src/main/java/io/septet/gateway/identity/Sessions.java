package io.septet.gateway.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions as they are kept:
 *
 * <pre>
 * HSET gateway:session:sessions:7f3c... creationTime 1772355600000 lastAccessedTime 1772355600000 maxInactiveInterval 43200 sessionAttr:member "\"0198...\""
 * PEXPIRE gateway:session:sessions:7f3c... 43200000
 * </pre>
 *
 * Values are plain JSON without type names. A role is never kept: it is asked for anew.
 */
@Configuration(proxyBeanMethods = false)
public class Sessions {
    private static final String MEMBER = "member";

    /** The member whose session a request's cookie names. */
    static Optional<String> member(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(MEMBER) instanceof String member
                ? Optional.of(member)
                : Optional.empty();
    }

    /** Begins a session under an id of its own, whatever session there was. */
    public static void begin(HttpServletRequest request, String member) {
        end(request);
        request.getSession(true).setAttribute(MEMBER, member);
    }

    /** Ends the session, if there is one. */
    public static void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @Bean
    @Qualifier("springSessionDefaultRedisSerializer")
    static RedisSerializer<Object> springSessionDefaultRedisSerializer() {
        return new GenericJacksonJsonRedisSerializer(JsonMapper.shared());
    }
}
