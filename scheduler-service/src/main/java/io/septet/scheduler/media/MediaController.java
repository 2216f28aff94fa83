package io.septet.scheduler.media;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.SchedulerProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
    private final SchedulerProperties properties;
    private final Clock clock;

    MediaController(
            MediaRecords records, MediaFolder folder, SchedulerProperties properties, Clock clock) {
        this.records = records;
        this.folder = folder;
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
    @Operation(summary = "Bring a picture: JPEG, PNG or GIF, checked by its content")
    ResponseEntity<Stored> add(Caller caller, @RequestPart("file") MultipartFile file)
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
        return ResponseEntity.created(URI.create("/api/v1/media/" + media.id()))
                .body(Stored.of(media));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "The picture")
    ResponseEntity<Resource> get(Caller caller, @PathVariable String id) {
        var media = find(caller, id);
        return picture(media, folder.path(media), media.sha256());
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
        return picture(media, file, media.sha256() + "-thumbnail");
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
        return ResponseEntity.noContent().build();
    }

    private Media find(Caller caller, String id) {
        return records.find(caller.workspace(), id)
                .orElseThrow(() -> Problem.notFound("media", id));
    }

    private static ResponseEntity<Resource> picture(Media media, Path file, String tag) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(media.type()))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .eTag('"' + tag + '"')
                .body(new FileSystemResource(file));
    }
}
