package io.septet.accounts.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.kit.time.ContractTimings;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the clients with which platforms are called. HTTP/1.1, no redirects, no retries, no
 * cookies; every status is handed to the caller. Time limits are those of the publishing contract;
 * an upload may take twice as long as another call.
 */
@Component
public class Outbound {
    /** The platforms' JSON: snake case, absent rather than null, members may be added any time. */
    public static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private static final int MOST_PER_SERVER = 250;
    private static final int MOST = 1000;
    private static final Duration KEEP = Duration.ofSeconds(30);

    /** What a client is for. */
    public enum Use {
        /** One public post: a connection of its own, since a used one may be dead already. */
        SEND,
        /** The same with files, which are not gathered in memory first. */
        SEND_FILES,
        /** Everything that only reads or describes. */
        CALL,
        /** Files. */
        UPLOAD
    }

    private final ContractTimings timings;
    private final DnsResolver userGiven;
    private final List<CloseableHttpClient> open = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(
                    1,
                    run -> {
                        var thread = new Thread(run, "call-limits");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param timings how long things may take
     */
    @Autowired
    public Outbound(ContractTimings timings, OutboundProperties properties) {
        this(timings, new Addresses(properties.allowLoopback()));
    }

    /**
     * @param userGiven where the names of servers lead that users give
     */
    Outbound(ContractTimings timings, Addresses userGiven) {
        this.timings = timings;
        this.userGiven = userGiven;
        timers.setRemoveOnCancelPolicy(true);
    }

    /** A declarative client ({@code @HttpExchange}) of one platform at one address. */
    public <T> T at(String baseUrl, Use use, Class<T> api) {
        return proxy(builder(use, SystemDefaultDnsResolver.INSTANCE).baseUrl(baseUrl).build(), api);
    }

    /**
     * A declarative client of servers that users name; each method takes the server as {@link
     * org.springframework.web.util.UriBuilderFactory}.
     */
    public <T> T anywhere(Use use, Class<T> api) {
        return proxy(builder(use, userGiven).build(), api);
    }

    /**
     * A declarative client of addresses that users name, whose answers matter little; each method
     * takes the address as {@link java.net.URI}.
     *
     * @param limit for the whole call
     * @param beginning how much of an answer is read
     */
    public <T> T anywhere(Duration limit, int beginning, Class<T> api) {
        var client = client(Use.CALL, userGiven, limit, new WholeCall(limit, timers, beginning));
        return proxy(builder(Use.CALL, client).build(), api);
    }

    @PreDestroy
    synchronized void close() {
        timers.shutdownNow();
        open.forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private static <T> T proxy(RestClient client, Class<T> api) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(api);
    }

    private RestClient.Builder builder(Use use, DnsResolver resolver) {
        var limit = use == Use.UPLOAD ? timings.call().multipliedBy(2) : timings.call();
        return builder(use, client(use, resolver, limit, new WholeCall(limit, timers)));
    }

    private static RestClient.Builder builder(Use use, CloseableHttpClient client) {
        return RestClient.builder()
                .requestFactory(new HttpComponentsClientHttpRequestFactory(client))
                // Gives JSON bodies a Content-Length; uploads bring their own.
                .bufferContent((uri, method) -> use != Use.UPLOAD && use != Use.SEND_FILES)
                .configureMessageConverters(converters ->
                        converters
                                .registerDefaults()
                                .addCustomConverter(new UploadConverter())
                                .withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)))
                .defaultStatusHandler(status -> true, (request, response) -> {});
    }

    private synchronized CloseableHttpClient client(
            Use use, DnsResolver resolver, Duration limit, WholeCall whole) {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnPerRoute(MOST_PER_SERVER)
                        .setMaxConnTotal(MOST)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(timings.connect()))
                                        .setSocketTimeout(Timeout.of(limit))
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .setTimeToLive(TimeValue.of(KEEP))
                                        .build())
                        .build();
        var builder =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(Timeout.of(timings.connect()))
                                        .setResponseTimeout(Timeout.of(limit))
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .addExecInterceptorFirst("whole-call", whole)
                        .addExecInterceptorBefore(
                                ChainElement.MAIN_TRANSPORT.name(),
                                "start",
                                new WholeCall.Start(timings.connect().multipliedBy(3).dividedBy(2)))
                        .setUserAgent("Septet")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching();
        if (use == Use.SEND || use == Use.SEND_FILES) {
            builder.setConnectionReuseStrategy((request, response, context) -> false);
        }
        var client = builder.build();
        open.add(client);
        return client;
    }
}
