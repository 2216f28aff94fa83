package io.septet.sandbox.linkedin;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.MediaStore;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pictures of LinkedIn: announced, uploaded to the address given, asked for while in processing.
 */
final class LinkedInImages {
    private static final String URN = "urn:li:image:";
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/gif");
    private static final long PIXELS = 36_152_320;

    private final World world;

    /** Uploads announced; a restart of the sandbox ends those that have not arrived. */
    private final Map<String, Announced> announced = new ConcurrentHashMap<>();

    /**
     * @param failed whether what has arrived is no picture that LinkedIn takes
     */
    private record Announced(Account account, Instant at, boolean failed) {}

    LinkedInImages(World world) {
        this.world = world;
    }

    static String urn(Upload upload) {
        return URN + upload.id();
    }

    Reply initialize(Call call, Caller caller) {
        ObjectNode body = call.json();
        if (body == null || !call.query("action", "").equals("initializeUpload")) {
            return LinkedInWords.invalid("MISSING_FIELD", "initializeUploadRequest is required");
        }
        String owner = body.path("initializeUploadRequest").path("owner").asString("");
        Account account = caller.of(owner);
        if (account == null || !caller.mayPost(account)) {
            return LinkedInWords.denied("images.ACTION-initializeUpload");
        }
        String id = world.media().nextId(Platform.LINKEDIN);
        announced.put(id, new Announced(account, world.now(), false));
        return Reply.json(
                200,
                Json.of(
                        "value",
                        Json.of(
                                "uploadUrlExpiresAt",
                                world.now()
                                        .plus(world.limits().scaled(MediaStore.KEPT))
                                        .toEpochMilli(),
                                "uploadUrl",
                                world.places().base()
                                        + "/linkedin/dms-uploads/"
                                        + id
                                        + "?ca=vector_feedshare&cn=uploads",
                                "image",
                                URN + id)));
    }

    Reply upload(Call call, Caller caller) {
        String id = call.path("id");
        Announced wanted = announced.get(id);
        if (wanted == null || !caller.accounts().contains(wanted.account())) {
            return LinkedInWords.gone(id);
        }
        if (world.isExpired(wanted.at())) {
            return LinkedInWords.invalid("EXPIRED_UPLOAD_URL", "The upload address has expired");
        }
        byte[] bytes = call.body();
        var picture = world.media().look(bytes);
        if (picture == null
                || !TYPES.contains(picture.type())
                || (long) picture.width() * picture.height() >= PIXELS) {
            announced.put(id, new Announced(wanted.account(), wanted.at(), true));
            return Reply.empty(201);
        }
        world.media()
                .keep(
                        wanted.account(),
                        id,
                        bytes,
                        picture,
                        "",
                        world.faults().processing(Platform.LINKEDIN, ""));
        announced.remove(id);
        return Reply.empty(201);
    }

    /** A member's pictures cannot be asked for: no app may read what members post. */
    Reply status(Call call, Caller caller) {
        String urn = call.path("urn");
        for (Account account : caller.accounts()) {
            String status = state(account, urn);
            if (status != null) {
                return LinkedInApi.isMember(account)
                        ? LinkedInWords.denied("images.GET")
                        : Reply.json(
                                200,
                                Json.of(
                                        "id",
                                        urn,
                                        "owner",
                                        LinkedInApi.urn(account),
                                        "status",
                                        status));
            }
        }
        return LinkedInWords.gone(urn);
    }

    private @Nullable String state(Account organization, String urn) {
        Upload upload = arrived(organization, urn);
        if (upload != null) {
            return upload.isReady(world.now()) ? "AVAILABLE" : "PROCESSING";
        }
        Announced waiting = urn.startsWith(URN) ? announced.get(urn.substring(URN.length())) : null;
        return waiting == null || !waiting.account().equals(organization)
                ? null
                : waiting.failed() ? "PROCESSING_FAILED" : "WAITING_UPLOAD";
    }

    private @Nullable Upload arrived(Account organization, String urn) {
        Upload upload =
                urn.startsWith(URN)
                        ? world.media().find(organization, urn.substring(URN.length()))
                        : null;
        return upload == null || world.isExpired(upload.at()) ? null : upload;
    }

    /** Why a post may not use this picture yet, or at all; null if it may. */
    @Nullable Reply refusal(Account organization, String urn) {
        String state = state(organization, urn);
        if (state == null) {
            return LinkedInWords.invalid("INVALID_URN_ID", "Unknown image " + urn);
        }
        return switch (state) {
            case "AVAILABLE" -> null;
            case "PROCESSING_FAILED" ->
                    LinkedInWords.invalid(
                            "MEDIA_ASSET_PROCESSING_FAILED",
                            "The media asset " + urn + " could not be processed");
            default ->
                    LinkedInWords.invalid(
                            "MEDIA_ASSET_WAITING_UPLOAD",
                            "The media asset " + urn + " is not ready");
        };
    }

    /** A picture with the description that a post gives it; ask {@link #refusal} first. */
    Upload described(Account organization, String urn, String altText) {
        Upload upload = arrived(organization, urn);
        if (upload == null) {
            throw new IllegalStateException("No picture " + urn);
        }
        return altText.isEmpty() ? upload : world.media().describe(upload, altText);
    }
}
