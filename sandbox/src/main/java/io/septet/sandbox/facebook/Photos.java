package io.septet.sandbox.facebook;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Photos handed to a page, as bytes or as an address to fetch them from. */
final class Photos {
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final Set<String> TYPES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final World world;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    Photos(World world) {
        this.world = world;
    }

    /** A photo that is published at once publishes; one that is not is an upload. */
    static Calls calls(Call call) {
        return isPublished(call) ? Calls.PUBLISH : Calls.ALL;
    }

    static boolean isPublished(Call call) {
        String value = call.field("published");
        return value == null || !(value.equals("false") || value.equals("0"));
    }

    /** The bytes of the photo, or null if there are none to be had. */
    byte @Nullable [] bytes(Call call) {
        var part = call.file("source");
        if (part != null) {
            return part.bytes();
        }
        String url = call.field("url");
        return url == null ? null : fetch(url);
    }

    private byte @Nullable [] fetch(String url) {
        try {
            URI address = URI.create(url);
            if (!Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return null;
            }
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                return answer.statusCode() == 200 ? body.readNBytes(MOST_BYTES + 1) : null;
            }
        } catch (IOException | IllegalArgumentException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What picture it is; null if Facebook does not take it. */
    @Nullable Picture look(byte[] bytes) {
        Picture picture = world.media().look(bytes);
        return picture != null && TYPES.contains(picture.type()) ? picture : null;
    }

    Upload keep(Account page, byte[] bytes, Picture picture, @Nullable String altText) {
        String id = world.media().nextId(Platform.FACEBOOK);
        return world.media()
                .keep(page, id, bytes, picture, altText == null ? "" : altText, Duration.ZERO);
    }
}
