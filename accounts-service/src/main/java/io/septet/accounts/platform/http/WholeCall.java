package io.septet.accounts.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost part of every call: limits the call as a whole, from the first step to the last
 * byte of the answer, limits the answer's size, and tells a call that never began from one that may
 * have arrived. {@link Start}, the innermost part, runs when the connection stands, encryption
 * included, and before the first byte of the request.
 */
final class WholeCall implements ExecChainHandler {
    /** The longest answer taken, unpacked; the APIs' own answers stay far below. */
    static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(WholeCall.class);
    private static final Pattern TOKEN = Pattern.compile("/bot[0-9]+(?::|%3A)[^/]+");
    private static final String STARTED = "septet.started";
    private static final String BEGAN = "septet.began";

    private final Duration limit;
    private final ScheduledExecutorService timers;
    private final int beginning;

    WholeCall(Duration limit, ScheduledExecutorService timers) {
        this(limit, timers, 0);
    }

    /**
     * @param beginning how much of an answer is read where the rest does not matter, in bytes; the
     *     path of such a call, and the answer, are somebody's own and not noted. 0 = it matters
     */
    WholeCall(Duration limit, ScheduledExecutorService timers, int beginning) {
        this.limit = limit;
        this.timers = timers;
        this.beginning = beginning;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(BEGAN, System.nanoTime());
        var end =
                timers.schedule(
                        scope.execRuntime::discardEndpoint, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return whole(request, chain.proceed(request, scope), scope);
        } catch (IOException | HttpException | RuntimeException e) {
            log.info("{} failed: {}", name(request), words(e));
            if (scope.clientContext.getAttribute(STARTED) == null) {
                throw new NeverSentException(words(e), e);
            }
            throw end.isDone()
                    ? new TooLateException(limit, e)
                    : e instanceof IOException failed ? failed : new IOException(words(e), e);
        } finally {
            end.cancel(false);
        }
    }

    private ClassicHttpResponse whole(
            ClassicHttpRequest request, ClassicHttpResponse response, ExecChain.Scope scope)
            throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            note(request, response, new byte[0]);
            return response;
        }
        byte[] body;
        try (InputStream in = entity.getContent()) {
            int most = beginning > 0 ? beginning : LONGEST_ANSWER;
            body = in.readNBytes(most + 1);
            if (body.length > most) {
                // Before the stream is closed: closing would read on to the end.
                scope.execRuntime.discardEndpoint();
                if (beginning == 0) {
                    throw new TooLongException();
                }
            }
        }
        note(request, response, body);
        response.setEntity(
                new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        return response;
    }

    /** Keeps what was received for whoever looks into it; people are told in other words. */
    private void note(ClassicHttpRequest request, ClassicHttpResponse response, byte[] body) {
        if (response.getCode() >= 300 && beginning == 0) {
            var text = new String(body, StandardCharsets.UTF_8).replaceAll("[\\s\\p{Cntrl}]+", " ");
            log.info(
                    "{} answered {} {}",
                    name(request),
                    response.getCode(),
                    Reply.shortened(text.strip()));
        }
    }

    private String name(ClassicHttpRequest request) {
        return request.getMethod()
                + " "
                + request.getAuthority()
                + (beginning == 0 ? shown(String.valueOf(request.getPath())) : "");
    }

    /**
     * A path without its query, which may be long, and without the token that Telegram has in it.
     */
    static String shown(String path) {
        int query = path.indexOf('?');
        return TOKEN.matcher(query < 0 ? path : path.substring(0, query)).replaceAll("/bot...");
    }

    private static String words(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** The whole call took longer than it may. */
    static final class TooLateException extends IOException {
        private TooLateException(Duration limit, Throwable cause) {
            super("No whole answer within " + limit.toMillis() + " ms", cause);
        }
    }

    /** The answer goes on beyond what any API says. */
    static final class TooLongException extends IOException {
        private TooLongException() {
            super("The answer is longer than " + LONGEST_ANSWER + " bytes");
        }
    }

    /** Notes that from now on bytes may leave. */
    static final class Start implements ExecChainHandler {
        private final Duration latest;

        /**
         * @param latest how long after the call began its request may still start; what takes
         *     longer to connect is not sent at all
         */
        Start(Duration latest) {
            this.latest = latest;
        }

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            @Nullable Object began = scope.clientContext.getAttribute(BEGAN);
            if (began instanceof Long nanos && System.nanoTime() - nanos > latest.toNanos()) {
                scope.execRuntime.discardEndpoint();
                throw new IOException("Connecting took longer than " + latest.toMillis() + " ms");
            }
            scope.clientContext.setAttribute(STARTED, true);
            return chain.proceed(request, scope);
        }
    }
}
