package io.septet.kit.trust;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;

/** Says of each operation in {@code x-role} which role it needs at least. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springdoc.core.customizers.GlobalOperationCustomizer")
public class RolesInDescriptions {
    private static final Pattern ROLE = Pattern.compile("hasRole\\('([A-Z]+)'\\)");

    @Bean
    GlobalOperationCustomizer neededRole() {
        return (operation, method) -> {
            declared(method).ifPresent(role -> operation.addExtension("x-role", role));
            return operation;
        };
    }

    /** The role a method asks for; empty if it declares none, or something else than one role. */
    private static Optional<String> declared(HandlerMethod method) {
        return Optional.ofNullable(
                        AnnotatedElementUtils.findMergedAnnotation(
                                method.getMethod(), PreAuthorize.class))
                .or(() ->
                        Optional.ofNullable(
                                AnnotatedElementUtils.findMergedAnnotation(
                                        method.getBeanType(), PreAuthorize.class)))
                .map(asked -> ROLE.matcher(asked.value()))
                .filter(role -> role.matches())
                .map(role -> role.group(1));
    }
}
