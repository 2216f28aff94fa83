package io.septet.kit.trust;

import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Configuration;

/** Who is asking comes from the token, so it is no part of an API's description. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springdoc.core.utils.SpringDocUtils")
public class CallerInDescriptions {
    CallerInDescriptions() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }
}
