package io.septet.scheduler.media;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.SchedulerProperties;
import io.septet.scheduler.accounts.AccountsClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Where pictures come in and are shown. */
@RestController
@RequestMapping("/api/v1/media")
@Tag(name = "media", description = "Pictures of posts")
class MediaController {
    private final MediaRecords records;
    private final MediaFolder folder;
    private final Renditions renditions;
    private final AccountsClient accounts;
    private final Cleaning cleaning;
    private final Partitions partitions;
    private final SchedulerProperties properties;
    private final Clock clock;

    MediaController(
            MediaRecords records,
            MediaFolder folder,
            Renditions renditions,
            AccountsClient accounts,
            Cleaning cleaning,
            Partitions partitions,
            SchedulerProperties properties,
            Clock clock) {
        this.records = records;
        this.folder = folder;
        this.renditions = renditions;
        this.accounts = accounts;
        this.cleaning = cleaning;
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    /** What is stored, which is not what was sent: it was turned upright and written anew. */
    record Stored(String id, String type, long bytes, String sha256, int width, int height) {
        static Stored of(Media media) {
            return new Stored(
                    media.id(),
                    media.type(),
                    media.bytes(),
                    media.sha256(),
                    media.width(),
                    media.height());
        }
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "Bring a picture: JPEG, PNG, GIF or WebP, checked by its content",
            description =
                    "The answer tells of what is stored: upright, without metadata, JPEG or PNG. "
                            + "A picture that no post uses is removed after a week.")
    @ApiResponse(responseCode = "201", description = "Stored")
    ResponseEntity<Stored> add(
            Caller caller,
            @Parameter(description = "The file, of at most 15 MB; still pictures only")
                    @RequestPart("file")
                    MultipartFile file)
            throws IOException {
        if (file.getSize() > properties.largestImage().toBytes()) {
            throw new Problem(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "too-large",
                            "The file is too large",
                            "It has "
                                    + file.getSize()
                                    + " bytes; at most "
                                    + properties.largestImage().toBytes()
                                    + " are taken")
                    .with("limit", properties.largestImage().toBytes())
                    .with("length", file.getSize());
        }
        var image = Images.reencode(file.getBytes(), properties.mostPixels());
        var sha256 = MediaFolder.sha256(image.bytes());
        var media =
                new Media(
                        1,
                        1,
                        Ids.next(),
                        caller.workspace(),
                        image.type(),
                        image.bytes().length,
                        sha256,
                        image.width(),
                        image.height(),
                        caller.member(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        // The bytes first: a record never speaks of a picture that is not there.
        folder.keep(caller.workspace(), sha256, image.bytes());
        records.add(media);
        // Bytes of an earlier picture may have been cleared away before this record was there.
        folder.keep(caller.workspace(), sha256, image.bytes());
        return ResponseEntity.created(URI.create("/api/v1/media/" + media.id()))
                .body(Stored.of(media));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "The picture")
    ResponseEntity<Resource> get(Caller caller, @PathVariable String id) {
        var media = find(caller, id);
        return picture(media.type(), folder.path(media), media.sha256());
    }

    @GetMapping("/{id}/thumbnail")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "The picture with at most 400 pixels on its longer side")
    ResponseEntity<Resource> thumbnail(Caller caller, @PathVariable String id) throws IOException {
        var media = find(caller, id);
        var file = folder.thumbnail(media);
        if (!Files.exists(file)) {
            folder.keepThumbnail(media, Images.thumbnail(Files.readAllBytes(folder.path(media))));
        }
        return picture(media.type(), file, media.sha256() + "-thumbnail");
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Remove a picture that no post uses")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String id) {
        var media = find(caller, id);
        if (!records.remove(media)) {
            throw Problem.conflict(
                    "media-in-use",
                    "A post uses this picture",
                    "Take it out of its posts, or delete them, first");
        }
        cleaning.letFilesGo(partitions.tag(caller.workspace()));
        return ResponseEntity.noContent().build();
    }

    /** For which feeds. */
    record Wish(@NotNull @Size(min = 1, max = 100) List<@NotNull String> feeds) {}

    @PostMapping("/{id}/renditions")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "See what feeds would be sent of a picture",
            description =
                    "By feed, where it is not the picture itself: another format or size. The whole picture "
                            + "is always there; a shape that a feed does not take is an error of the post.")
    Map<String, List<Rendition>> renditions(
            Caller caller, @PathVariable String id, @Valid @RequestBody Wish wish) {
        var media = find(caller, id);
        var feeds = wish.feeds().stream().distinct().toList();
        var taken = accounts.feeds(caller.workspace(), feeds);
        var made = new LinkedHashMap<String, List<Rendition>>();
        for (var feed : feeds) {
            var check = taken.get(feed);
            if (check == null || check.images() == null) {
                throw Problem.notFound("feed", feed);
            }
            renditions.of(media, check.images()).ifPresent(one -> made.put(feed, List.of(one)));
        }
        return made;
    }

    @GetMapping("/{id}/renditions/{rendition}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "What is sent of a picture where it cannot be sent itself")
    ResponseEntity<Resource> rendition(
            Caller caller, @PathVariable String id, @PathVariable String rendition) {
        var found =
                records.renditionOf(find(caller, id), rendition)
                        .orElseThrow(() -> Problem.notFound("media", rendition));
        return picture(
                found.type(), folder.path(caller.workspace(), found.sha256()), found.sha256());
    }

    private Media find(Caller caller, String id) {
        return records.find(caller.workspace(), id)
                .orElseThrow(() -> Problem.notFound("media", id));
    }

    private static ResponseEntity<Resource> picture(String type, Path file, String tag) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .eTag('"' + tag + '"')
                .body(new FileSystemResource(file));
    }
}
