package io.septet.kit.trust;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.util.SimpleMethodInvocation;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks for the role before anything of a request is read. The advice around a controller's method
 * asks again, but only when its arguments are there: without this, whoever has no right to an
 * action would be told what is wrong with the body. What members can call and names no role is
 * answered to nobody.
 */
final class RoleFirst implements HandlerInterceptor {
    private final PreAuthorizeAuthorizationManager manager = new PreAuthorizeAuthorizationManager();

    RoleFirst(MethodSecurityExpressionHandler expressions) {
        manager.setExpressionHandler(expressions);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            AuthorizationResult result =
                    manager.authorize(
                            () -> SecurityContextHolder.getContext().getAuthentication(),
                            new SimpleMethodInvocation(method.getBean(), method.getMethod()));
            boolean undeclared = result == null && request.getRequestURI().startsWith("/api/");
            if (undeclared) {
                throw new AccessDeniedException("No role is declared for it");
            }
            if (result != null && !result.isGranted()) {
                throw new AuthorizationDeniedException("The role does not allow it", result);
            }
        }
        return true;
    }
}
