package io.septet.sandbox.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One port on loopback: a WireMock server whose only stub hands every request to our own routes.
 */
public final class Door implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Door.class.getName());

    /**
     * Few, since WireMock holds every body several times over and late answers do not occupy one.
     */
    private static final int THREADS = 10;

    private static final int THREADS_FOR_LATE_ANSWERS = 16;

    private final WireMockServer server;
    private volatile Routes routes = new Routes();

    /**
     * Listens from now on, and answers 404 until {@link #serve} gives it routes.
     *
     * @param port 0 for any free one
     */
    public Door(int port) {
        server =
                new WireMockServer(
                        WireMockConfiguration.options()
                                .bindAddress("127.0.0.1")
                                .port(port)
                                .containerThreads(THREADS)
                                .jettyAcceptors(1)
                                .httpServerFactory(new LargeBodies())
                                .asynchronousResponseEnabled(true)
                                .asynchronousResponseThreads(THREADS_FOR_LATE_ANSWERS)
                                .disableRequestJournal()
                                .gzipDisabled(true)
                                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
                                .notifier(new Slf4jNotifier(false))
                                .adminAuthenticator(request -> false)
                                .extensions(new Answering()));
        server.stubFor(WireMock.any(WireMock.anyUrl()));
        server.start();
    }

    public int port() {
        return server.port();
    }

    /** The address of this door without a slash at its end. */
    public String address() {
        return "http://localhost:" + port();
    }

    public void serve(Routes all) {
        routes = all;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Answering implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Reply reply;
            try {
                reply = routes.answer(new Call(event.getRequest()));
            } catch (RuntimeException broken) {
                LOG.log(
                        Level.ERROR,
                        "The sandbox itself failed on " + event.getRequest().getUrl(),
                        broken);
                reply =
                        Reply.problem(
                                500,
                                "sandbox-failed",
                                "The sandbox itself failed",
                                String.valueOf(broken));
            }
            return definition(reply);
        }

        private ResponseDefinition definition(Reply reply) {
            var answer = ResponseDefinitionBuilder.responseDefinition();
            if (!reply.delay().isZero()) {
                answer.withFixedDelay((int) reply.delay().toMillis());
            }
            if (reply.cut()) {
                return answer.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            answer.withStatus(reply.status()).withBody(reply.body());
            reply.headers().forEach(answer::withHeader);
            return answer.build();
        }

        @Override
        public String getName() {
            return "sandbox";
        }
    }
}
