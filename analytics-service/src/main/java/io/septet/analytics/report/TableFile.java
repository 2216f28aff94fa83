package io.septet.analytics.report;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An answer that is a file. It becomes one with its first byte: what fails before leaves as a
 * problem, what fails after the first part is on its way ends the connection, so that half a file
 * is not taken for a whole one.
 */
final class TableFile extends OutputStream {
    private static final Logger log = LoggerFactory.getLogger(TableFile.class);
    private static final String BROKEN_OFF = TableFile.class.getName() + ".brokenOff";

    private final HttpServletResponse response;
    private final String name;
    private boolean begun;

    TableFile(HttpServletResponse response, String name) {
        this.response = response;
        this.name = name;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType("text/csv;charset=UTF-8");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        }
        response.getOutputStream().write(bytes, from, length);
    }

    /** Answers with what went wrong, if there is still time for that. */
    void breakOff(RuntimeException e) {
        if (!response.isCommitted()) {
            response.reset();
            throw e;
        }
        log.warn("{} broke off", name, e);
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(BROKEN_OFF, true, RequestAttributes.SCOPE_REQUEST);
    }

    /** Ends the connection: outside of where errors become problems. */
    @Component
    static final class BreakOffFilter extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
            if (request.getAttribute(BROKEN_OFF) != null) {
                throw new IOException("The file broke off");
            }
        }
    }
}
