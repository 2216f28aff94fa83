package io.septet.sandbox.ledger;

import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploaded pictures: bytes in {@code media/<sha256>}, records as lines of {@code media.jsonl}, of
 * which the last one of an id holds.
 */
public final class MediaStore implements AutoCloseable {
    /** How long an upload that no post uses stays usable, on every platform here. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final Path folder;
    private final Clock clock;
    private final Numbers numbers;
    private final Journal journal;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final Lock decoding = new ReentrantLock();
    private final Map<String, Picture> decoded = new ConcurrentHashMap<>();

    private MediaStore(Path folder, Clock clock, Numbers numbers) {
        this.folder = folder.resolve("media");
        this.clock = clock;
        this.numbers = numbers;
        try {
            Files.createDirectories(this.folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + this.folder, e);
        }
        this.journal = Journal.open(folder.resolve("media.jsonl"), this::read);
    }

    static MediaStore open(Path folder, Clock clock, Numbers numbers) {
        return new MediaStore(folder, clock, numbers);
    }

    private void read(ObjectNode line) {
        Upload upload = Json.MAPPER.treeToValue(line, Upload.class);
        if (upload.bytes() < 0) {
            uploads.remove(place(upload.account(), upload.id()));
        } else {
            uploads.put(place(upload.account(), upload.id()), upload);
        }
        numbers.seen(Platform.ofKey(upload.account()), upload.id());
    }

    /** An id for an upload that is still to come. */
    public String nextId(Platform platform) {
        return numbers.next(platform, clock.instant());
    }

    /** What picture this is, or null if it is none; the same bytes are decoded once. */
    public @Nullable Picture look(byte[] bytes) {
        String sha256 = sha256(bytes);
        Picture known = decoded.get(sha256);
        if (known == null) {
            known = decode(bytes);
            if (known != null) {
                decoded.put(sha256, known);
            }
        }
        return known;
    }

    /** One at a time: a large picture fills a good part of the memory while it is decoded. */
    private @Nullable Picture decode(byte[] bytes) {
        decoding.lock();
        try {
            return Picture.decode(bytes);
        } finally {
            decoding.unlock();
        }
    }

    /** Keeps a picture; on disk when this returns. */
    public Upload keep(
            Account account,
            String id,
            byte[] bytes,
            Picture picture,
            String altText,
            Duration processing) {
        String sha256 = sha256(bytes);
        write(sha256, bytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var upload =
                new Upload(
                        id,
                        account.key(),
                        picture.type(),
                        bytes.length,
                        sha256,
                        picture.width(),
                        picture.height(),
                        now,
                        now.plus(processing),
                        altText);
        store(upload);
        return upload;
    }

    /** Gives an upload another alternative text. */
    public Upload describe(Upload upload, String text) {
        Upload described = upload.described(text);
        store(described);
        return described;
    }

    /** Forgets the record; the bytes stay, since another upload may have the same. */
    public void remove(Upload upload) {
        uploads.remove(place(upload.account(), upload.id()));
        journal.append(
                new Upload(
                        upload.id(),
                        upload.account(),
                        "",
                        -1,
                        "",
                        0,
                        0,
                        upload.at(),
                        upload.readyAt(),
                        ""));
    }

    private void store(Upload upload) {
        journal.append(upload);
        uploads.put(place(upload.account(), upload.id()), upload);
    }

    private void write(String sha256, byte[] bytes) {
        Path file = folder.resolve(sha256);
        if (Files.exists(file)) {
            return;
        }
        try {
            Path fresh = Files.createTempFile(folder, sha256, ".new");
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The upload of that id if it belongs to the account, else null. */
    public @Nullable Upload find(Account account, String id) {
        return uploads.get(place(account.key(), id));
    }

    /** The bytes with that digest, or null. */
    public byte @Nullable [] bytes(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            return null;
        }
        Path file = folder.resolve(sha256);
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static String place(String account, String id) {
        return account + " " + id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
