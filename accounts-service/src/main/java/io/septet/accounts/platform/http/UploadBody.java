package io.septet.accounts.platform.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.Resource;

/**
 * Files with some fields, as {@code multipart/form-data}. They are streamed from the disk with a
 * Content-Length: some servers refuse chunked uploads, and pictures must not fill the memory.
 *
 * @param fields written before the files
 */
public record UploadBody(Map<String, String> fields, List<File> files, String boundary) {

    /**
     * @param part its field name
     * @param type its media type
     */
    public record File(String part, String type, Resource content) {

        /** A name with a usual ending, since some servers look at nothing else. */
        String name() {
            return "picture." + type.substring(type.indexOf('/') + 1).replace("jpeg", "jpg");
        }
    }

    /** An upload with a boundary of its own. */
    public UploadBody(Map<String, String> fields, List<File> files) {
        this(fields, files, "septet" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** An upload of one file. */
    public UploadBody(Map<String, String> fields, String part, String type, Resource content) {
        this(fields, List.of(new File(part, type, content)));
    }
}
