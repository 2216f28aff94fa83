package io.septet.gateway.route;

import io.septet.gateway.breaker.ServiceBreakers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * One way of talking to services: with a time limit of its own, and honest about an answer that
 * breaks off. Streams of events are flushed event by event and ended when the gateway stops.
 */
public final class Exchange extends RestClientProxyExchange implements SmartLifecycle {
    /** Request attribute: the answer broke off after its beginning had been sent on. */
    public static final String BROKEN_OFF = Exchange.class.getName() + ".brokenOff";

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int BUFFER = 16 * 1024;

    private final ServiceBreakers breakers;
    private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /**
     * @param connect the longest wait for a connection
     * @param read the longest wait for the whole answer, its body included
     */
    Exchange(
            ServiceBreakers breakers,
            GatewayMvcProperties properties,
            Duration connect,
            Duration read) {
        super(client(connect, read), properties);
        this.breakers = breakers;
    }

    private static RestClient client(Duration connect, Duration read) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                // The JDK client otherwise offers each service an upgrade to h2c.
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .connectTimeout(connect)
                                .executor(threads)
                                .build(),
                        threads);
        requests.setReadTimeout(read);
        // What a service sends goes on as it is.
        requests.enableCompression(false);
        return RestClient.builder().requestFactory(requests).build();
    }

    @Override
    protected int copyResponseBody(ClientHttpResponse answer, InputStream from, OutputStream to)
            throws IOException {
        boolean stream = MediaType.TEXT_EVENT_STREAM.isCompatibleWith(type(answer));
        if (stream) {
            streams.add(from);
        }
        try {
            return copy(from, to, stream);
        } finally {
            streams.remove(from);
        }
    }

    private int copy(InputStream from, OutputStream to, boolean stream) throws IOException {
        var buffer = new byte[BUFFER];
        int all = 0;
        while (true) {
            int read;
            try {
                read = from.read(buffer);
            } catch (IOException e) {
                if (!stream) {
                    brokeOff(e);
                }
                return all;
            }
            if (read < 0) {
                return all;
            }
            try {
                to.write(buffer, 0, read);
                if (stream) {
                    to.flush();
                }
            } catch (IOException e) {
                log.debug("The client went away", e);
                // Else closing the answer would first read the rest of it, which may take for ever.
                from.close();
                return all;
            }
            all += read;
        }
    }

    private void brokeOff(IOException e) {
        log.warn("An answer broke off: {}", e.getMessage());
        var attributes =
                (ServletRequestAttributes)
                        Objects.requireNonNull(RequestContextHolder.getRequestAttributes());
        var response = Objects.requireNonNull(attributes.getResponse());
        if (response.isCommitted()) {
            attributes.setAttribute(BROKEN_OFF, true, RequestAttributes.SCOPE_REQUEST);
            return;
        }
        response.reset();
        throw breakers.unavailable(
                "" + attributes.getAttribute(Forwarding.SERVICE, RequestAttributes.SCOPE_REQUEST),
                true);
    }

    private static @org.jspecify.annotations.Nullable MediaType type(ClientHttpResponse answer) {
        return answer.getHeaders().getContentType();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams before the web server begins to wait for requests to finish. */
    @Override
    public void stop() {
        running = false;
        for (var stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                log.debug("A stream was closed already", e);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
