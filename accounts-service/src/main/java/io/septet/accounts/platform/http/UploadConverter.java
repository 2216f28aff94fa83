package io.septet.accounts.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes {@link UploadBody}. */
final class UploadConverter extends AbstractHttpMessageConverter<UploadBody> {
    private static final byte[] LINE = {'\r', '\n'};

    UploadConverter() {
        super(MediaType.MULTIPART_FORM_DATA);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == UploadBody.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected UploadBody readInternal(Class<? extends UploadBody> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("Uploads are only written", input);
    }

    @Override
    protected void addDefaultHeaders(HttpHeaders headers, UploadBody body, @Nullable MediaType type)
            throws IOException {
        headers.setContentType(
                new MediaType(MediaType.MULTIPART_FORM_DATA, Map.of("boundary", body.boundary())));
        long length = fields(body).length + end(body).length;
        for (var file : body.files()) {
            length += head(body, file).length + file.content().contentLength() + LINE.length;
        }
        headers.setContentLength(length);
    }

    @Override
    protected void writeInternal(UploadBody body, HttpOutputMessage output) throws IOException {
        if (output instanceof StreamingHttpOutputMessage streaming) {
            streaming.setBody(stream -> write(body, stream));
        } else {
            write(body, output.getBody());
        }
    }

    private static void write(UploadBody body, OutputStream stream) throws IOException {
        stream.write(fields(body));
        for (var file : body.files()) {
            stream.write(head(body, file));
            try (var content = file.content().getInputStream()) {
                content.transferTo(stream);
            }
            stream.write(LINE);
        }
        stream.write(end(body));
    }

    private static byte[] fields(UploadBody body) {
        var fields = new StringBuilder();
        body.fields()
                .forEach((name, value) ->
                        fields.append("--")
                                .append(body.boundary())
                                .append("\r\nContent-Disposition: form-data; name=\"")
                                .append(name)
                                .append("\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
                                .append(value)
                                .append("\r\n"));
        return bytes(fields.toString());
    }

    private static byte[] head(UploadBody body, UploadBody.File file) {
        return bytes(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(body.boundary(), file.part(), file.name(), file.type()));
    }

    private static byte[] end(UploadBody body) {
        return bytes("--" + body.boundary() + "--\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
