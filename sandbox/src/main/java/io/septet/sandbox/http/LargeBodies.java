package io.septet.sandbox.http;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty12.Jetty12HttpServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * Lets few large requests in at a time, over all doors together: WireMock holds a body several
 * times over, and seven pictures of 4 MB in the same second would not fit into a small heap.
 */
final class LargeBodies implements HttpServerFactory {
    private static final int AT_ONCE = 2;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);

    @Override
    public HttpServer buildHttpServer(
            Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        return new Jetty12HttpServer(options, admin, stubs) {
            @Override
            protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
                var holder = new FilterHolder(new Turns());
                holder.setAsyncSupported(true);
                context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
            }
        };
    }

    private static final class Turns implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            long length = request.getContentLengthLong();
            String encoding = ((HttpServletRequest) request).getHeader("Transfer-Encoding");
            if (length < LARGE_BYTES && encoding == null) {
                chain.doFilter(request, response);
                return;
            }
            TURNS.acquireUninterruptibly();
            try {
                chain.doFilter(request, response);
            } finally {
                TURNS.release();
            }
        }
    }
}
