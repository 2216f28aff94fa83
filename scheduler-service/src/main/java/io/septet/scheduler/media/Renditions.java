package io.septet.scheduler.media;

import io.septet.kit.id.Ids;
import io.septet.scheduler.accounts.ImageRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes of pictures what feeds take. A rendition is made once for a picture and a rule and kept as
 * long as the picture, so that what was approved is what is sent, whatever a later release would
 * make of it.
 */
@Component
public class Renditions {
    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";

    private final MediaRecords records;
    private final MediaFolder folder;

    Renditions(MediaRecords records, MediaFolder folder) {
        this.records = records;
        this.folder = folder;
    }

    /**
     * What is sent of a picture where this rule holds; empty = the picture itself, because it is
     * taken, or because it is of a shape that is not, and is not cut.
     */
    public Optional<Rendition> of(Media media, ImageRule rule) {
        var type = type(media, rule);
        double scale = rule.scale(media.width(), media.height());
        boolean fits =
                type.equals(media.type())
                        && scale == 1
                        && (rule.bytes() == 0 || media.bytes() <= rule.bytes());
        if (fits || !rule.takesShape(media.width(), media.height())) {
            return Optional.empty();
        }
        var key = key(rule);
        var made = records.rendition(media, key);
        return made.isPresent() ? made : make(media, rule, type, scale, key);
    }

    private Optional<Rendition> make(
            Media media, ImageRule rule, String type, double scale, String key) {
        byte[] original;
        try {
            original = Files.readAllBytes(folder.path(media));
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be read", e);
        }
        boolean otherwiseJpeg = rule.types().contains(JPEG);
        long most = rule.bytes() == 0 ? Long.MAX_VALUE : rule.bytes();
        var image =
                Fitting.fit(
                        original,
                        new Fitting.Wish(type, scale, most, otherwiseJpeg, rule::takesShape));
        var why = new ArrayList<String>();
        if (!image.type().equals(media.type())) {
            why.add("format");
        }
        if (scale != 1) {
            why.add("size");
        }
        if (media.bytes() > most) {
            why.add("bytes");
        }
        var sha256 = MediaFolder.sha256(image.bytes());
        folder.keep(media.workspace(), sha256, image.bytes());
        var kept =
                records.keepRendition(
                        media,
                        key,
                        new Rendition(
                                media.id(),
                                Ids.next(),
                                sha256,
                                image.type(),
                                image.bytes().length,
                                image.width(),
                                image.height(),
                                why));
        // Its bytes may have been cleared away before its record was there.
        folder.keep(media.workspace(), sha256, image.bytes());
        return kept;
    }

    private static String type(Media media, ImageRule rule) {
        if (rule.types().contains(media.type())) {
            return media.type();
        }
        return rule.types().contains(JPEG) ? JPEG : rule.types().contains(PNG) ? PNG : media.type();
    }

    /** The part of a rule that decides what is made. */
    private static String key(ImageRule rule) {
        return String.join(",", rule.types())
                + " "
                + rule.bytes()
                + " "
                + rule.minWidth()
                + " "
                + rule.maxWidth()
                + " "
                + rule.maxHeight()
                + " "
                + rule.maxPixels();
    }
}
