package io.septet.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTests {

    private static byte[] drawn(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void knowsPicturesByTheirBytes(String format) throws IOException {
        assertThat(Picture.decode(drawn(format))).isEqualTo(new Picture("image/" + format, 31, 17));
    }

    @Test
    void knowsWebp() {
        byte[] webp =
                Base64.getDecoder()
                        .decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

        assertThat(Picture.decode(webp)).isEqualTo(new Picture("image/webp", 1, 1));
    }

    @Test
    void refusesWhatIsNoWholePicture() throws IOException {
        byte[] png = drawn("png");

        assertThat(Picture.decode(Arrays.copyOf(png, png.length / 2))).isNull();
        assertThat(Picture.decode("GIF89a and then a script".getBytes())).isNull();
        assertThat(Picture.decode(new byte[0])).isNull();
    }
}
