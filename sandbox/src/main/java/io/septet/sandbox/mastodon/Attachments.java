package io.septet.sandbox.mastodon;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pictures of a Mastodon-like server before a status uses them. */
final class Attachments {
    private final World world;
    private final MastodonView view;

    Attachments(World world, MastodonView view) {
        this.world = world;
        this.view = view;
    }

    Reply upload(Call call, Account account) {
        Call.Part file = call.file("file");
        if (file == null || file.file() == null) {
            return MastodonWords.invalid("File can't be blank");
        }
        if (file.bytes().length > MastodonView.MOST_BYTES) {
            return MastodonWords.invalid("File file size must be less than 16 MB");
        }
        Picture picture = world.media().look(file.bytes());
        if (picture == null) {
            return MastodonWords.error(422, "File type of uploaded media could not be verified");
        }
        if (!MastodonView.TYPES.contains(picture.type())) {
            return MastodonWords.invalid("File content type is invalid, File is invalid");
        }
        if ((long) picture.width() * picture.height() > MastodonView.MOST_PIXELS) {
            return MastodonWords.invalid(
                    "File "
                            + picture.width()
                            + "x"
                            + picture.height()
                            + " images are not supported");
        }
        String description = Objects.requireNonNullElse(call.field("description"), "");
        if (isTooLong(description)) {
            return descriptionTooLong();
        }
        Duration processing = world.faults().processing(Platform.MASTODON, "");
        String id = world.media().nextId(Platform.MASTODON);
        Upload upload =
                world.media().keep(account, id, file.bytes(), picture, description, processing);
        return Reply.json(processing.isZero() ? 200 : 202, view.attachment(upload));
    }

    Reply read(Call call, Account account) {
        Upload upload = free(call, account);
        if (upload == null) {
            return MastodonWords.notFound();
        }
        return Reply.json(upload.isReady(world.now()) ? 200 : 206, view.attachment(upload));
    }

    Reply describe(Call call, Account account) {
        Upload upload = free(call, account);
        if (upload == null) {
            return MastodonWords.notFound();
        }
        String description = call.field("description");
        if (description == null) {
            return Reply.json(200, view.attachment(upload));
        }
        return isTooLong(description)
                ? descriptionTooLong()
                : Reply.json(200, view.attachment(world.media().describe(upload, description)));
    }

    Reply remove(Call call, Account account) {
        Upload upload = free(call, account);
        if (upload == null) {
            return MastodonWords.notFound();
        }
        world.media().remove(upload);
        return Reply.json(200, Json.of());
    }

    /** The account's own upload that no status uses yet and that has not been thrown away. */
    private @Nullable Upload free(Call call, Account account) {
        Upload upload = world.media().find(account, call.path("id"));
        return upload == null || world.ledger().isUsed(upload) || world.isExpired(upload.at())
                ? null
                : upload;
    }

    private static boolean isTooLong(String description) {
        return description.codePointCount(0, description.length())
                > MastodonView.LONGEST_DESCRIPTION;
    }

    private static Reply descriptionTooLong() {
        return MastodonWords.invalid(
                "Description is too long (maximum is "
                        + MastodonView.LONGEST_DESCRIPTION
                        + " characters)");
    }
}
