package io.septet.gateway.body;

import io.septet.kit.problem.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A request whose body is counted while it is read, so that its limit also holds for one that names
 * no length. It remembers why reading failed: a body breaks off on another thread than the one that
 * has to answer.
 */
public final class ClientBody extends HttpServletRequestWrapper {
    private static final String ATTRIBUTE = ClientBody.class.getName();

    private final long limit;
    private volatile @Nullable Problem fault;
    private volatile boolean over;
    private @Nullable ServletInputStream stream;

    /**
     * @param limit in bytes
     */
    ClientBody(HttpServletRequest request, long limit) {
        super(request);
        this.limit = limit;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The body of a request. */
    public static Optional<ClientBody> of(HttpServletRequest request) {
        return Optional.ofNullable((ClientBody) request.getAttribute(ATTRIBUTE));
    }

    /**
     * Throws if it is the client's doing that the body could not be passed on.
     *
     * @throws Problem 413 {@code too-large} or 400 {@code body-broken-off}
     */
    public void throwIfAtFault() {
        var why = fault;
        if (why != null) {
            throw why;
        }
    }

    /** 413. */
    static Problem tooLarge(long limit) {
        return new Problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "too-large",
                        "The request is too large",
                        "At most " + limit + " bytes are taken here")
                .with("limit", limit);
    }

    /** The request is being answered: nobody may read on. */
    void close() {
        over = true;
    }

    @Override
    public synchronized ServletInputStream getInputStream() throws IOException {
        var known = stream;
        if (known == null) {
            known = new Counted(super.getInputStream());
            stream = known;
        }
        return known;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Counted extends ServletInputStream {
        private final ServletInputStream body;
        private long count;

        Counted(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throwIfAtFault();
            if (over) {
                throw new IOException("The request has been answered");
            }
            int read;
            try {
                read = body.read(into, offset, length);
            } catch (IOException e) {
                throw failed(
                        Problem.badRequest(
                                "body-broken-off",
                                "The body broke off",
                                "The connection ended before the whole body was here"));
            }
            count += Math.max(0, read);
            if (count > limit) {
                throw failed(tooLarge(limit));
            }
            return read;
        }

        private Problem failed(Problem problem) {
            fault = problem;
            return problem;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
