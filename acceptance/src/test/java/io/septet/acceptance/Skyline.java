package io.septet.acceptance;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture to post. */
final class Skyline {
    private Skyline() {}

    static byte[] png() throws IOException {
        var image = new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setPaint(
                new GradientPaint(0, 0, new Color(250, 190, 120), 0, 800, new Color(40, 80, 140)));
        graphics.fillRect(0, 0, 1200, 800);
        graphics.setColor(new Color(30, 40, 60));
        for (int x = 0; x < 1200; x += 80) {
            int height = 120 + (x * 37) % 260;
            graphics.fillRect(x, 620 - height, 60, height);
        }
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
