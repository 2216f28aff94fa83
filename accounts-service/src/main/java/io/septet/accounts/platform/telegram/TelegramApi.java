package io.septet.accounts.platform.telegram;

import io.septet.accounts.platform.http.UploadBody;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The parts of the Bot API that we use; answers come back whatever their status. Addresses are
 * those of {@link Bot}.
 */
@HttpExchange(accept = "application/json")
interface TelegramApi {
    @GetExchange
    ResponseEntity<byte[]> get(URI address);

    @PostExchange(contentType = "application/json")
    ResponseEntity<byte[]> delete(URI address, @RequestBody TelegramWire.Deletion which);

    /** What makes a text public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        @PostExchange(contentType = "application/json")
        ResponseEntity<byte[]> text(URI address, @RequestBody TelegramWire.Text message);
    }

    /** What makes pictures public: they are sent with the same request. */
    @HttpExchange(accept = "application/json")
    interface Pictures {
        @PostExchange(contentType = "multipart/form-data")
        ResponseEntity<byte[]> pictures(URI address, @RequestBody UploadBody pictures);
    }

    /**
     * The bot whose token one is. The token is a part of every address, so addresses are never to
     * be shown; the log of calls leaves it out.
     */
    record Bot(URI baseUrl, String token) {
        private static final Pattern TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{10,200}");

        /** Whether a text can be a bot's token; no other one may become part of an address. */
        static boolean isToken(String text) {
            return TOKEN.matcher(text).matches();
        }

        /** The address of a method. */
        URI method(String name) {
            if (!isToken(token)) {
                throw new IllegalStateException("The stored token is not one of a bot");
            }
            // The colon stays as it is, as every other client writes it.
            return URI.create(baseUrl + "/bot" + token + "/" + name);
        }

        /** The address of a method with what is asked. */
        URI method(String name, Map<String, String> query) {
            return URI.create(
                    method(name)
                            + query.entrySet().stream()
                                    .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                                    .collect(Collectors.joining("&", "?", "")));
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Bot[" + baseUrl + "]";
        }
    }
}
