package io.septet.sandbox.ledger;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Acceptance.MediaTaken;
import io.septet.sandbox.ledger.Acceptance.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The posts that the platforms really have, in order of acceptance.
 *
 * <p>On disk {@code posts.jsonl}, one line per acceptance (a {@link Post}) or removal:
 *
 * <pre>
 * {"number":1,"account":"x-jiangcheng_now","id":"20310...","text":"...","media":[...],"traits":{},"acceptedAt":"2026-03-01T09:00:00.017Z"}
 * {"removed":"20310...","account":"x-jiangcheng_now","at":"2026-03-01T10:00:00.017Z"}
 * </pre>
 */
public final class Ledger implements AutoCloseable {
    private final Clock clock;
    private final Numbers numbers = new Numbers();
    private final MediaStore media;
    private final Journal journal;
    private final NavigableMap<Long, Post> posts = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, Removed> removed = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<Long, Post>> byAccount = new ConcurrentHashMap<>();
    private final Map<String, Post> byId = new ConcurrentHashMap<>();
    private final Map<String, Post> latestOfText = new HashMap<>();
    private final Set<String> usedMedia = ConcurrentHashMap.newKeySet();
    private long lastNumber;
    private Instant lastAccepted = Instant.EPOCH;

    private record Removed(Post post, Instant at) {}

    private Ledger(Path folder, Clock clock) {
        this.clock = clock;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder, e);
        }
        this.media = MediaStore.open(folder, clock, numbers);
        this.journal = Journal.open(folder.resolve("posts.jsonl"), this::read);
    }

    public static Ledger open(Path folder, Clock clock) {
        return new Ledger(folder, clock);
    }

    private void read(ObjectNode line) {
        String removed = Journal.text(line, "removed");
        if (removed != null) {
            Post post = byId.get(place(String.valueOf(Journal.text(line, "account")), removed));
            if (post != null) {
                String at = Journal.text(line, "at");
                forget(post, at == null ? post.acceptedAt() : Instant.parse(at));
            }
            return;
        }
        remember(Json.MAPPER.treeToValue(line, Post.class));
    }

    public MediaStore media() {
        return media;
    }

    /** Checks and accepts in one step; an accepted post is written before this returns. */
    public synchronized Acceptance accept(Draft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String account = draft.account().key();
        if (draft.media().isEmpty() && draft.twinsWithin().isPositive()) {
            Post earlier = latestOfText.get(place(account, draft.text()));
            if (earlier != null && earlier.acceptedAt().plus(draft.twinsWithin()).isAfter(now)) {
                return new Twin(earlier);
            }
        }
        String chosen = draft.id();
        if (chosen != null) {
            Post earlier = byId.get(place(account, chosen));
            if (earlier != null) {
                return new Twin(earlier);
            }
        }
        if (draft.mediaOnce()) {
            for (Upload upload : draft.media()) {
                if (isUsed(upload)) {
                    return new MediaTaken(upload);
                }
            }
        }
        Instant acceptedAt = now.isBefore(lastAccepted) ? lastAccepted : now;
        String id = chosen != null ? chosen : numbers.next(draft.account().platform(), now);
        if (draft.account().platform() == Platform.FACEBOOK) {
            id = draft.account().id() + "_" + id;
        } else if (draft.account().platform() == Platform.LINKEDIN) {
            id = "urn:li:share:" + id;
        }
        var post =
                new Post(
                        lastNumber + 1,
                        account,
                        id,
                        draft.text(),
                        draft.media(),
                        draft.traits(),
                        acceptedAt);
        journal.append(post);
        remember(post);
        return new Accepted(post);
    }

    /** Takes a post away; false if it is not there. */
    public synchronized boolean remove(Post post) {
        if (!byId.containsKey(place(post.account(), post.id()))) {
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        journal.append(
                Json.of("removed", post.id(), "account", post.account(), "at", now.toString()));
        forget(post, now);
        return true;
    }

    private void remember(Post post) {
        lastNumber = post.number();
        lastAccepted = post.acceptedAt();
        numbers.seen(Platform.ofKey(post.account()), post.id());
        posts.put(post.number(), post);
        byAccount
                .computeIfAbsent(post.account(), key -> new ConcurrentSkipListMap<>())
                .put(post.number(), post);
        byId.put(place(post.account(), post.id()), post);
        if (post.media().isEmpty()) {
            latestOfText.put(place(post.account(), post.text()), post);
        }
        post.media().forEach(upload -> usedMedia.add(place(upload.account(), upload.id())));
    }

    private void forget(Post post, Instant at) {
        removed.put(post.number(), new Removed(post, at));
        posts.remove(post.number());
        byAccount.getOrDefault(post.account(), new ConcurrentSkipListMap<>()).remove(post.number());
        byId.remove(place(post.account(), post.id()));
        latestOfText.remove(place(post.account(), post.text()), post);
    }

    /** All posts, in order of acceptance. */
    public Collection<Post> all() {
        return Collections.unmodifiableCollection(posts.values());
    }

    /** All posts, also those taken away again, in order of acceptance. */
    public Collection<Post> withRemoved() {
        var all = new TreeMap<>(posts);
        removed.forEach((number, gone) -> all.put(number, gone.post()));
        return all.values();
    }

    /** When a post was taken away; null if it is still there. */
    public @Nullable Instant removedAt(Post post) {
        Removed gone = removed.get(post.number());
        return gone == null ? null : gone.at();
    }

    /** The posts of an account, newest first. */
    public Collection<Post> newest(Account account) {
        return byAccount
                .getOrDefault(account.key(), Collections.emptyNavigableMap())
                .descendingMap()
                .values();
    }

    /** How many posts an account has. */
    public int count(Account account) {
        return byAccount.getOrDefault(account.key(), Collections.emptyNavigableMap()).size();
    }

    public @Nullable Post find(Account account, String id) {
        return byId.get(place(account.key(), id));
    }

    /** Whether an account has, or had, a post of that id. */
    public boolean hadId(Account account, String id) {
        return find(account, id) != null
                || removed.values().stream()
                        .anyMatch(gone ->
                                gone.post().account().equals(account.key())
                                        && gone.post().id().equals(id));
    }

    /** Whether a post uses or has used this upload. */
    public boolean isUsed(Upload upload) {
        return usedMedia.contains(place(upload.account(), upload.id()));
    }

    private static String place(String account, String id) {
        return account + " " + id;
    }

    @Override
    public synchronized void close() {
        journal.close();
        media.close();
    }
}
