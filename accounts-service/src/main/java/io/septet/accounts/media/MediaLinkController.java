package io.septet.accounts.media;

import io.septet.kit.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives out the file that a {@linkplain MediaLinks link} leads to, whole or in ranges. The gateway
 * asks here for everybody who has such a link.
 */
@RestController
class MediaLinkController {
    private final MediaLinks links;
    private final MediaFiles files;

    MediaLinkController(MediaLinks links, MediaFiles files) {
        this.links = links;
        this.files = files;
    }

    @GetMapping("/internal/v1/media-links/{token}")
    ResponseEntity<Resource> file(@PathVariable String token) {
        var target = links.open(token).orElseThrow(MediaLinkController::nothing);
        if (target.probe()) {
            return ResponseEntity.ok()
                    .contentType(MediaType.TEXT_PLAIN)
                    .cacheControl(CacheControl.noStore())
                    .body(new ByteArrayResource(MediaLinks.PROBE.getBytes(StandardCharsets.UTF_8)));
        }
        var file =
                files.find(target.workspace(), target.sha256())
                        .orElseThrow(MediaLinkController::nothing);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(target.type()))
                .cacheControl(CacheControl.noStore())
                .eTag('"' + target.sha256() + '"')
                .body(file);
    }

    /** The same for every reason, so that guessing teaches nothing. */
    private static Problem nothing() {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "not-found",
                "There is nothing here",
                "The link is not one of ours, or its time is over");
    }
}
