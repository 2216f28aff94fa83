package io.septet.launcher.demo;

import io.septet.launcher.console.Console;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes what a new installation starts with, through the APIs: a workspace with its members and a
 * bearer token, and in the demo also seven feeds and their posts. Each step is taken once; what was
 * interrupted goes on at the next start.
 */
public final class DemoData {
    /** One feed on each; the sandbox has further accounts, for connecting by hand. */
    private static final List<String> PLATFORMS =
            List.of("x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** No letters or digits that look alike, since people type them. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Door door;
    private final Console console;
    private final Clock clock;

    /** A role and who has it in the demo. */
    private record Person(String role, String name) {
        String email() {
            return role.toLowerCase(Locale.ROOT) + "@jiangcheng.example";
        }
    }

    private static final List<Person> PEOPLE =
            List.of(
                    new Person("OWNER", "Shen Yulan"),
                    new Person("MANAGER", "Tom Abernethy"),
                    new Person("EDITOR", "Lin Qiao"),
                    new Person("VIEWER", "Amina Diallo"));

    public DemoData(Door door, Console console) {
        this(door, console, Clock.systemUTC());
    }

    DemoData(Door door, Console console, Clock clock) {
        this.door = door;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Makes what is missing, writes {@code demo.json} and prints how to sign in.
     *
     * @param empty only a workspace with its owner
     * @param sandbox whether the platforms are the pretend ones
     * @throws IOException if a step fails; it is taken again at the next call
     */
    public void fill(boolean empty, boolean sandbox) throws IOException {
        var progress = new DemoProgress(door.data().resolve("demo-progress.json"));
        boolean fresh = progress.of("finished").isEmpty();
        if (fresh && !empty) {
            console.say("Making the demo workspace through the API");
        }
        var workspace = progress.once("workspace", () -> Version7.next(clock).toString());
        var members = members(progress, workspace, empty);
        var token = token(progress, members.getFirst());
        var feeds = empty ? List.<DemoFile.Feed>of() : feeds(progress, token);
        if (!empty) {
            posts(progress, token, feeds);
        }
        new DemoFile(
                        door.gateway(),
                        sandbox ? door.sandbox() : null,
                        workspace,
                        token,
                        members,
                        feeds)
                .write(door.data().resolve("demo.json"));
        progress.once("finished", () -> clock.instant().toString());
        console.say(welcome(empty, members));
    }

    private List<DemoFile.Member> members(DemoProgress progress, String workspace, boolean empty)
            throws IOException {
        progress.once(
                "workspace-made",
                () -> {
                    var wish =
                            JSON.createObjectNode()
                                    .put(
                                            "name",
                                            empty
                                                    ? "My workspace"
                                                    : "Jiangcheng International Desk")
                                    .put("zone", (empty ? homeZone() : DemoPosts.ZONE).getId());
                    door.internalPut("/internal/v1/workspaces/" + workspace, wish);
                    return "yes";
                });
        var members = new ArrayList<DemoFile.Member>();
        for (var person : empty ? List.of(new Person("OWNER", "Owner")) : PEOPLE) {
            var email = empty ? "owner@septet.example" : person.email();
            var password = progress.once("password-" + person.role(), DemoData::password);
            progress.once(
                    "member-" + person.role(),
                    () -> {
                        var wish =
                                JSON.createObjectNode()
                                        .put("name", person.name())
                                        .put("password", password)
                                        .put("role", person.role());
                        door.internalPut(
                                "/internal/v1/workspaces/%s/members/%s"
                                        .formatted(
                                                workspace,
                                                URLEncoder.encode(email, StandardCharsets.UTF_8)),
                                wish);
                        return "yes";
                    });
            members.add(new DemoFile.Member(person.role(), email, password));
        }
        return members;
    }

    /** The owner's bearer token; a new one if the last is no longer accepted. */
    private String token(DemoProgress progress, DemoFile.Member owner) throws IOException {
        var known = progress.of("token");
        if (known.isPresent() && !isGood(known.get())) {
            progress.undo("token");
        }
        return progress.once(
                "token",
                () -> {
                    var wish =
                            JSON.createObjectNode()
                                    .put("name", "demo.json")
                                    .put("role", "OWNER")
                                    .put("days", 365);
                    var made =
                            door.postSignedIn(
                                    owner.email(), owner.password(), "/api/v1/tokens", wish);
                    return text(made, "token");
                });
    }

    private boolean isGood(String token) throws IOException {
        try {
            door.get(token, "/api/v1/workspace");
            return true;
        } catch (ApiFailed e) {
            if (e.status() == 401) {
                return false;
            }
            throw e;
        }
    }

    private List<DemoFile.Feed> feeds(DemoProgress progress, String token) throws IOException {
        var feeds = new ArrayList<DemoFile.Feed>();
        var accounts = door.sandboxGet("/sandbox/accounts");
        for (var platform : PLATFORMS) {
            var account = first(accounts, platform);
            var name = text(account, "account");
            var step = "feed-" + platform + "-" + name;
            var id =
                    progress.once(
                            step,
                            () -> {
                                var wish =
                                        JSON.createObjectNode()
                                                .put("platform", platform)
                                                .put("account", name)
                                                .put("accessToken", text(account, "token"))
                                                .put("name", text(account, "name"));
                                copy(account, wish, "server");
                                copy(account, wish, "page");
                                return text(door.post(token, "/api/v1/feeds", step, wish), "id");
                            });
            feeds.add(new DemoFile.Feed(id, platform, name, text(account, "name")));
        }
        return feeds;
    }

    private static JsonNode first(JsonNode accounts, String platform) {
        for (var account : accounts) {
            if (text(account, "platform").equals(platform)) {
                return account;
            }
        }
        throw new IllegalStateException("The sandbox has no account on " + platform);
    }

    private void posts(DemoProgress progress, String token, List<DemoFile.Feed> feeds)
            throws IOException {
        int made = 0;
        for (var post : DemoPosts.all()) {
            if (progress.of("made-" + post.key()).isEmpty()) {
                post(progress, token, feeds, post);
                made++;
            }
        }
        if (made > 0) {
            console.say("  " + made + " posts made; the first are going out now");
        }
    }

    /**
     * Makes one post. Its request is kept before it is sent, so that a repetition is the same to
     * the letter and its key finds the post that may be there already. Only a time that passed
     * meanwhile makes another request: the refusal proves that there is no post yet.
     */
    private void post(
            DemoProgress progress, String token, List<DemoFile.Feed> feeds, DemoPosts.DemoPost post)
            throws IOException {
        var name = "request-" + post.key();
        progress.once(
                "made-" + post.key(),
                () -> {
                    var media = media(progress, token, post);
                    try {
                        return send(progress, token, name, feeds, post, media);
                    } catch (ApiFailed e) {
                        if (!e.is("due-in-past")) {
                            throw e;
                        }
                        progress.undo(name);
                        return send(progress, token, name, feeds, post, media);
                    }
                });
    }

    private String send(
            DemoProgress progress,
            String token,
            String name,
            List<DemoFile.Feed> feeds,
            DemoPosts.DemoPost post,
            String media)
            throws IOException {
        var request =
                JSON.readTree(
                        progress.once(
                                name, () -> JSON.writeValueAsString(keyed(post, feeds, media))));
        return text(
                door.post(token, "/api/v1/posts", text(request, "key"), request.get("post")), "id");
    }

    private String media(DemoProgress progress, String token, DemoPosts.DemoPost post)
            throws IOException {
        var picture = post.picture();
        if (picture == null) {
            return "";
        }
        return progress.once(
                "media-" + post.key(),
                () ->
                        text(
                                door.upload(
                                        token,
                                        "/api/v1/media",
                                        "media-" + post.key(),
                                        picture.name().toLowerCase(Locale.ROOT) + ".jpg",
                                        "image/jpeg",
                                        picture.jpeg()),
                                "id"));
    }

    private ObjectNode keyed(DemoPosts.DemoPost post, List<DemoFile.Feed> feeds, String media) {
        var keyed = JSON.createObjectNode().put("key", post.key() + "-" + UUID.randomUUID());
        var body = keyed.putObject("post").put("text", post.text());
        var chosen = body.putArray("feeds");
        feeds.stream()
                .filter(feed -> post.audience().includes(feed.platform()))
                .forEach(feed -> chosen.add(feed.id()));
        if (!media.isEmpty()) {
            body.putArray("media").add(media);
            body.putArray("altTexts").add(post.altText());
        }
        body.putArray("labels").add(post.label());
        body.put("zone", DemoPosts.ZONE.getId());
        switch (post.timing()) {
            case DemoPosts.Timing.Now() -> body.put("action", "now");
            case DemoPosts.Timing.Draft() -> body.put("action", "draft");
            case DemoPosts.Timing.In in ->
                    body.put("action", "schedule")
                            .put(
                                    "due",
                                    in.due(clock.instant().atZone(DemoPosts.ZONE))
                                            .toOffsetDateTime()
                                            .toString());
        }
        return keyed;
    }

    private List<String> welcome(boolean empty, List<DemoFile.Member> members) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("  Septet is ready: " + door.gateway());
        if (!empty) {
            lines.add("  The pretend platforms: " + door.sandbox());
        }
        lines.add("");
        for (var member : members) {
            lines.add(
                    "  %-8s %-28s %s".formatted(member.role(), member.email(), member.password()));
        }
        lines.add("");
        lines.add("  For scripts: " + door.data().resolve("demo.json"));
        lines.add("  Stop with Ctrl-C or ./run --stop");
        lines.add("");
        return lines;
    }

    private static ZoneId homeZone() {
        var zone = ZoneId.systemDefault();
        // A bare offset such as +08:00 knows no daylight saving, and no workspace takes it.
        return ZoneId.getAvailableZoneIds().contains(zone.getId()) ? zone : ZoneId.of("UTC");
    }

    private static String password() {
        var password = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.path(field).isString()) {
            to.put(field, text(from, field));
        }
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isString()) {
            throw new IllegalStateException("No " + field + " in the answer " + node);
        }
        return value.asString();
    }
}
