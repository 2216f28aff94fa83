package io.septet.sandbox.linkedin;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Acceptance.MediaTaken;
import io.septet.sandbox.ledger.Acceptance.Twin;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts of LinkedIn: created, read back, removed. */
final class LinkedInPosts {
    /** How long the same text is refused; about what an older page of LinkedIn's said. */
    private static final Duration TWINS = Duration.ofMinutes(10);

    private static final int LONGEST = 3000;
    private static final int LONGEST_ALT_TEXT = 4086;
    private static final int MOST_PICTURES = 20;
    private static final Set<String> VISIBILITIES = Set.of("PUBLIC", "CONNECTIONS", "LOGGED_IN");
    private static final Set<String> FEEDS = Set.of("MAIN_FEED", "NONE");

    private final World world;
    private final LinkedInImages images;

    LinkedInPosts(World world, LinkedInImages images) {
        this.world = world;
        this.images = images;
    }

    private record Picture(String urn, String altText) {}

    Reply create(Call call, Caller caller) {
        ObjectNode body = call.json();
        if (body == null) {
            return LinkedInWords.invalid("MISSING_FIELD", "The body is no JSON object");
        }
        Reply refused = fields(body);
        if (refused != null) {
            return refused;
        }
        Account author = caller.of(body.path("author").asString(""));
        if (author == null || !caller.mayPost(author)) {
            return LinkedInWords.denied("partnerApiPosts.CREATE");
        }
        var pictures = pictures(body.path("content"));
        if (pictures == null) {
            return LinkedInWords.invalid(
                    "INVALID_VALUE_FOR_FIELD", "content must be media, or multiImage with 2 to 20");
        }
        String commentary = body.path("commentary").asString("");
        if (commentary.isBlank() && pictures.isEmpty()) {
            return LinkedInWords.invalid("MISSING_FIELD", "commentary is required");
        }
        for (Picture picture : pictures) {
            Reply unready =
                    picture.altText().length() > LONGEST_ALT_TEXT
                            ? LinkedInWords.invalid(
                                    "FIELD_LENGTH_TOO_LONG", "altText is longer than 4086")
                            : images.refusal(author, picture.urn());
            if (unready != null) {
                return unready;
            }
        }
        return accept(author, commentary, pictures);
    }

    private Reply accept(Account author, String commentary, List<Picture> pictures) {
        var media = new ArrayList<Upload>();
        pictures.forEach(
                picture -> media.add(images.described(author, picture.urn(), picture.altText())));
        var draft =
                new Draft(
                        author,
                        LittleText.shown(commentary),
                        media,
                        Map.of("commentary", commentary),
                        false,
                        world.limits().scaled(TWINS));
        return switch (world.ledger().accept(draft)) {
            case Accepted(Post post) -> Reply.empty(201).with("x-restli-id", post.id());
            case Twin(Post earlier) -> LinkedInWords.duplicate(earlier.id());
            case MediaTaken taken ->
                    LinkedInWords.invalid("INVALID_URN_ID", "The image belongs to another post");
        };
    }

    private static @Nullable Reply fields(ObjectNode body) {
        for (String name :
                List.of("author", "commentary", "visibility", "distribution", "lifecycleState")) {
            if (!body.has(name)) {
                return LinkedInWords.invalid("MISSING_FIELD", "Field " + name + " is required");
            }
        }
        String author = body.path("author").asString("");
        if (!author.matches("urn:li:(organization|person):[A-Za-z0-9_-]+")) {
            return LinkedInWords.invalid("INVALID_URN_TYPE", "author: " + author);
        }
        int length = body.path("commentary").asString("").length();
        if (length > LONGEST) {
            return LinkedInWords.invalid(
                    "FIELD_LENGTH_TOO_LONG",
                    "ShareCommentary text length ("
                            + length
                            + " characters) exceeded the maximum allowed (3000 characters)");
        }
        return VISIBILITIES.contains(body.path("visibility").asString(""))
                        && body.path("lifecycleState").asString("").equals("PUBLISHED")
                        && FEEDS.contains(
                                body.path("distribution").path("feedDistribution").asString(""))
                ? null
                : LinkedInWords.invalid(
                        "INVALID_VALUE_FOR_FIELD",
                        "visibility, lifecycleState or distribution has an unknown value");
    }

    /** The pictures that a content names; null if it is of a kind that is not played here. */
    private static @Nullable List<Picture> pictures(JsonNode content) {
        if (content.isMissingNode()) {
            return List.of();
        }
        if (content.size() != 1) {
            return null;
        }
        var found = new ArrayList<Picture>();
        if (content.has("media")) {
            found.add(picture(content.path("media")));
            return found;
        }
        content.path("multiImage").path("images").forEach(image -> found.add(picture(image)));
        return found.size() < 2 || found.size() > MOST_PICTURES ? null : found;
    }

    private static Picture picture(JsonNode image) {
        return new Picture(image.path("id").asString(""), image.path("altText").asString(""));
    }

    /** The account of the caller's that has a post, or null. */
    static @Nullable Account owner(World world, Caller caller, String urn) {
        return caller.accounts().stream()
                .filter(account -> world.ledger().find(account, urn) != null)
                .findFirst()
                .orElse(null);
    }

    Reply single(Call call, Caller caller) {
        Account owner = owner(world, caller, call.path("urn"));
        Post post = owner == null ? null : world.shown(owner, call.path("urn"));
        if (owner == null || post == null) {
            return LinkedInWords.gone(call.path("urn"));
        }
        // Reading what a member posts needs a scope that is closed to new apps.
        return LinkedInApi.isMember(owner) || !caller.access().may("r_organization_social")
                ? LinkedInWords.denied("partnerApiPosts.GET")
                : Reply.json(200, view(owner, post));
    }

    Reply list(Call call, Caller caller) {
        Account organization =
                caller.organization(call.query("author", ""), "r_organization_social");
        if (!call.query("q", "").equals("author") || organization == null) {
            return LinkedInWords.denied("partnerApiPosts.FINDER-author");
        }
        String count = call.query("count", "10");
        int most = count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : 0;
        if (most < 1 || most > 100) {
            return LinkedInWords.invalid("INVALID_VALUE_FOR_FIELD", "count is from 1 to 100");
        }
        String first = call.query("start", "0");
        int start = first.matches("[0-9]{1,6}") ? Integer.parseInt(first) : 0;
        var elements =
                world.shown(organization).stream()
                        .skip(start)
                        .limit(most)
                        .map(post -> view(organization, post))
                        .toList();
        return Reply.json(
                200,
                Json.of(
                        "elements",
                        elements,
                        "paging",
                        Json.of("start", start, "count", most, "links", List.of())));
    }

    private static Map<String, @Nullable Object> view(Account organization, Post post) {
        long at = post.acceptedAt().toEpochMilli();
        var view =
                Json.of(
                        "id",
                        post.id(),
                        "author",
                        LinkedInApi.urn(organization),
                        "commentary",
                        post.trait("commentary"),
                        "visibility",
                        "PUBLIC",
                        "lifecycleState",
                        "PUBLISHED",
                        "createdAt",
                        at,
                        "publishedAt",
                        at,
                        "lastModifiedAt",
                        at);
        var pictures =
                post.media().stream()
                        .map(upload ->
                                Json.of(
                                        "id",
                                        LinkedInImages.urn(upload),
                                        "altText",
                                        upload.altText()))
                        .toList();
        if (pictures.size() == 1) {
            view.put("content", Json.of("media", pictures.getFirst()));
        } else if (!pictures.isEmpty()) {
            view.put("content", Json.of("multiImage", Json.of("images", pictures)));
        }
        return view;
    }

    /** As on LinkedIn, deleting again succeeds again. */
    Reply delete(Call call, Caller caller) {
        Account owner = owner(world, caller, call.path("urn"));
        Post post = owner == null ? null : world.ledger().find(owner, call.path("urn"));
        if (owner != null && post != null) {
            if (!caller.mayPost(owner)) {
                return LinkedInWords.denied("partnerApiPosts.DELETE");
            }
            world.ledger().remove(post);
        }
        return Reply.empty(204);
    }
}
