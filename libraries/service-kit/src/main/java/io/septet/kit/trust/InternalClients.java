package io.septet.kit.trust;

import io.septet.kit.SeptetProperties;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients with which one service calls another: own token on each call, explicit time limits, no
 * retries.
 */
public final class InternalClients {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final SeptetProperties septet;
    private final InternalTokens tokens;
    private final JsonMapper json;

    /**
     * @param septet where the services answer
     */
    public InternalClients(SeptetProperties septet, InternalTokens tokens, JsonMapper json) {
        this.septet = septet;
        this.tokens = tokens;
        this.json = json;
    }

    /**
     * A client for a service.
     *
     * @param audience the service's name
     * @param read the longest wait for an answer
     */
    public RestClient client(String audience, Duration read) {
        // HTTP/1.1, because the JDK client otherwise offers an upgrade to h2c on each connection.
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
        requests.setReadTimeout(read);
        return RestClient.builder()
                .baseUrl(septet.urlOf(audience))
                .requestFactory(requests)
                .configureMessageConverters(converters ->
                        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders()
                            .set(
                                    HttpHeaders.AUTHORIZATION,
                                    "Bearer " + tokens.forService(audience));
                    return execution.execute(request, body);
                })
                .build();
    }

    /** The same as an implementation of a declarative interface ({@code @HttpExchange}). */
    public <T> T create(Class<T> api, String audience, Duration read) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client(audience, read)))
                .build()
                .createClient(api);
    }
}
