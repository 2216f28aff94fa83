package io.septet.accounts.platform.http;

import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.Resource;

/**
 * One file with some fields, as {@code multipart/form-data}. It is streamed from the disk with a
 * Content-Length: some servers refuse chunked uploads, and pictures must not fill the memory.
 *
 * @param fields written before the file
 * @param part the file's field name
 * @param type the file's media type
 */
public record UploadBody(
        Map<String, String> fields, String part, String type, Resource file, String boundary) {

    /** An upload with a boundary of its own. */
    public UploadBody(Map<String, String> fields, String part, String type, Resource file) {
        this(fields, part, type, file, "septet" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** A name with a usual ending, since some servers look at nothing else. */
    String fileName() {
        return "picture." + type.substring(type.indexOf('/') + 1).replace("jpeg", "jpg");
    }
}
