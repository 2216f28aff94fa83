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
        headers.setContentLength(
                head(body).length + body.file().contentLength() + tail(body).length);
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
        stream.write(head(body));
        try (var file = body.file().getInputStream()) {
            file.transferTo(stream);
        }
        stream.write(tail(body));
    }

    private static byte[] head(UploadBody body) {
        var head = new StringBuilder();
        body.fields()
                .forEach((name, value) ->
                        head.append("--")
                                .append(body.boundary())
                                .append("\r\nContent-Disposition: form-data; name=\"")
                                .append(name)
                                .append("\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
                                .append(value)
                                .append("\r\n"));
        head.append("--")
                .append(body.boundary())
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(body.part())
                .append("\"; filename=\"")
                .append(body.fileName())
                .append("\"\r\nContent-Type: ")
                .append(body.type())
                .append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(UploadBody body) {
        return ("\r\n--" + body.boundary() + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
