package io.septet.sandbox.bluesky;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures, named by their content: the same bytes are the same blob. */
final class Blobs {
    static final long LARGEST = 52_428_800;

    private final World world;

    Blobs(World world) {
        this.world = world;
    }

    Reply upload(Call call, Account account) {
        byte[] bytes = call.body();
        if (bytes.length == 0) {
            return BlueskyWords.invalid(
                    "Request encoding (Content-Type) required but not provided");
        }
        if (bytes.length > LARGEST) {
            return BlueskyWords.error(413, "PayloadTooLarge", "request entity too large");
        }
        Picture picture = world.media().look(bytes);
        if (picture == null) {
            return BlueskyWords.invalid("This sandbox keeps pictures only");
        }
        Upload upload =
                world.media().keep(account, Cids.blob(bytes), bytes, picture, "", Duration.ZERO);
        return Reply.json(200, Json.of("blob", blob(upload)));
    }

    static Map<String, @Nullable Object> blob(Upload upload) {
        return Json.of(
                "$type",
                "blob",
                "ref",
                Json.of("$link", upload.id()),
                "mimeType",
                upload.type(),
                "size",
                upload.bytes());
    }
}
