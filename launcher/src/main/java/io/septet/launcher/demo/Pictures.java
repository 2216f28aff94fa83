package io.septet.launcher.demo;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Paints the pictures of the demo posts: flat landscapes of a river city, 1200 x 800, each always
 * the same. No text is drawn, so no font is needed.
 */
enum Pictures {
    /** A bridge over the river with the sun low behind it. */
    BRIDGE_AT_DAWN {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x2F4B7C, 0xF6B58B);
            sun(g, 860, 400, 70, 0xFFE3B0);
            hills(g, dice, 470, 70, 0x8C7A99);
            hills(g, dice, 520, 45, 0x5F5B7E);
            water(g, dice, 540, 0x6C86A8, 0xF3B993);
            bridge(g, 0x26314D);
        }
    },
    /** Lit towers over dark water. */
    SKYLINE_AT_NIGHT {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x0B1030, 0x3A3F78);
            sun(g, 230, 170, 46, 0xF4F1DE);
            towers(g, dice, 560, 0x171B3C, 0xFFD27A);
            water(g, dice, 560, 0x1C2250, 0x4A4F94);
            glow(g, dice, 560);
        }
    },
    /** Terraces of tea in the morning. */
    TEA_HILLS {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0xBFE0E2, 0xFBF3DC);
            sun(g, 300, 210, 60, 0xFFF6D6);
            hills(g, dice, 330, 80, 0xA9CBB7);
            hills(g, dice, 420, 70, 0x7DB08E);
            terraces(g, 500, 0x4E8B5F, 0x3C6F4C);
        }
    },
    /** Umbrellas in a wet street, seen from above. */
    UMBRELLAS {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x51606F, 0x7C8B97);
            var colours = new int[] {0xE4572E, 0xF3A712, 0x29335C, 0xA8C686, 0x669BBC, 0xF5EFE6};
            for (int i = 0; i < 23; i++) {
                umbrella(
                        g,
                        60 + (i % 6) * 215 + dice.nextInt(110),
                        70 + (i / 6) * 205 + dice.nextInt(90),
                        62 + dice.nextInt(34),
                        colours[dice.nextInt(colours.length)]);
            }
            rain(g, dice);
        }
    },
    /** A lotus pond. */
    LOTUS {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x14534C, 0x2E7D6B);
            for (int i = 0; i < 26; i++) {
                leaf(g, dice.nextInt(WIDTH), dice.nextInt(HEIGHT), 50 + dice.nextInt(70), dice);
            }
            flower(g, 420, 380, 150, 0xF49FBC);
            flower(g, 860, 520, 105, 0xF7C6D4);
            flower(g, 960, 210, 70, 0xF49FBC);
        }
    },
    /** A fast train on its viaduct. */
    TRAIN {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x7FB7D9, 0xF2EAD7);
            hills(g, dice, 400, 80, 0x9BB7A5);
            hills(g, dice, 470, 50, 0x6F957F);
            viaduct(g, 0xC9C4B8);
            train(g);
        }
    },
    /** Lanterns on a string at dusk. */
    LANTERNS {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x2B1B3D, 0x8C3B4A);
            towers(g, dice, 760, 0x1B1228, 0xE9A15B);
            for (int row = 0; row < 3; row++) {
                lanternString(g, 90 + row * 150, 130 + row * 25, 7 - row, 40 + row * 14);
            }
        }
    },
    /** Sailing boats and gulls on a bright day. */
    REGATTA {
        @Override
        void paint(Graphics2D g, Random dice) {
            sky(g, 0x3E92CC, 0xD8F0FA);
            hills(g, dice, 430, 40, 0x86A8B8);
            water(g, dice, 460, 0x1D6FA3, 0x7CC0DE);
            var sails = new int[] {0xFFFFFF, 0xE63946, 0xF1FAEE, 0xFFB703, 0xFFFFFF};
            for (int i = 0; i < sails.length; i++) {
                boat(g, 150 + i * 230, 560 + (i * 97) % 130, 1 + (i % 3) * 0.3, sails[i]);
            }
        }
    };

    static final int WIDTH = 1200;
    static final int HEIGHT = 800;
    private static final long SEED = 20260301;

    abstract void paint(Graphics2D g, Random dice);

    /** The picture as JPEG bytes. */
    byte[] jpeg() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint(g, new Random(SEED + ordinal()));
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "jpeg", bytes)) {
                throw new IllegalStateException("This JDK writes no JPEG");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void sky(Graphics2D g, int top, int bottom) {
        g.setPaint(new GradientPaint(0, 0, new Color(top), 0, HEIGHT * 0.75f, new Color(bottom)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
    }

    private static void sun(Graphics2D g, int x, int y, int radius, int colour) {
        var bright = new Color(colour);
        var none = new Color(bright.getRed(), bright.getGreen(), bright.getBlue(), 0);
        g.setPaint(
                new RadialGradientPaint(
                        new Point2D.Float(x, y),
                        radius * 4f,
                        new float[] {0f, 1f},
                        new Color[] {
                            new Color(bright.getRed(), bright.getGreen(), bright.getBlue(), 130),
                            none
                        }));
        g.fill(circle(x, y, radius * 4));
        g.setPaint(bright);
        g.fill(circle(x, y, radius));
    }

    private static void hills(Graphics2D g, Random dice, int base, int height, int colour) {
        var line = new Path2D.Double();
        line.moveTo(0, HEIGHT);
        double phase = dice.nextDouble() * 6;
        for (int x = 0; x <= WIDTH; x += 8) {
            double wave =
                    Math.sin(x / 170.0 + phase)
                            + 0.5 * Math.sin(x / 71.0 + 2 * phase)
                            + 0.2 * Math.sin(x / 29.0 + 3 * phase);
            line.lineTo(x, base - height * wave / 1.7);
        }
        line.lineTo(WIDTH, HEIGHT);
        line.closePath();
        g.setPaint(new Color(colour));
        g.fill(line);
    }

    private static void water(Graphics2D g, Random dice, int top, int deep, int light) {
        g.setPaint(new GradientPaint(0, top, new Color(light), 0, HEIGHT, new Color(deep)));
        g.fillRect(0, top, WIDTH, HEIGHT - top);
        g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setPaint(new Color(255, 255, 255, 60));
        for (int i = 0; i < 70; i++) {
            int y = top + 8 + dice.nextInt(HEIGHT - top - 8);
            int x = dice.nextInt(WIDTH);
            g.drawLine(x, y, x + 20 + (y - top) / 3, y);
        }
    }

    private static void bridge(Graphics2D g, int colour) {
        g.setPaint(new Color(colour));
        g.fillRect(0, 548, WIDTH, 12);
        g.setStroke(new BasicStroke(7));
        for (int tower : new int[] {330, 830}) {
            g.fill(new Rectangle2D.Double(tower - 9, 250, 18, 360));
            for (int i = 1; i <= 9; i++) {
                g.setStroke(new BasicStroke(2));
                g.drawLine(tower, 255 + i * 6, tower - i * 27, 550);
                g.drawLine(tower, 255 + i * 6, tower + i * 27, 550);
            }
        }
    }

    private static void towers(Graphics2D g, Random dice, int ground, int wall, int light) {
        for (int x = -20; x < WIDTH; ) {
            int width = 50 + dice.nextInt(70);
            int height = 110 + dice.nextInt(260);
            g.setPaint(new Color(wall));
            g.fillRect(x, ground - height, width, height);
            g.setPaint(new Color(light));
            for (int wx = x + 9; wx < x + width - 10; wx += 15) {
                for (int wy = ground - height + 12; wy < ground - 14; wy += 20) {
                    if (dice.nextInt(5) < 2) {
                        g.fillRect(wx, wy, 7, 10);
                    }
                }
            }
            x += width + dice.nextInt(12);
        }
    }

    private static void glow(Graphics2D g, Random dice, int top) {
        for (int i = 0; i < 60; i++) {
            int x = dice.nextInt(WIDTH);
            int length = 20 + dice.nextInt(130);
            g.setPaint(
                    new GradientPaint(
                            x, top, new Color(255, 210, 122, 110), x, top + length, CLEAR));
            g.fillRect(x, top, 6, length);
        }
    }

    private static void terraces(Graphics2D g, int top, int light, int dark) {
        for (int i = 0; i < 11; i++) {
            var row = new Path2D.Double();
            double y = top + i * 32;
            row.moveTo(0, HEIGHT);
            for (int x = 0; x <= WIDTH; x += 10) {
                row.lineTo(x, y + 26 * Math.sin(x / 240.0 + i * 0.35) - 14 * Math.cos(x / 90.0));
            }
            row.lineTo(WIDTH, HEIGHT);
            row.closePath();
            g.setPaint(new Color(i % 2 == 0 ? light : dark));
            g.fill(row);
        }
    }

    private static void umbrella(Graphics2D g, int x, int y, int radius, int colour) {
        g.setPaint(new Color(0, 0, 0, 50));
        g.fill(circle(x + 10, y + 14, radius));
        g.setPaint(new Color(colour));
        g.fill(circle(x, y, radius));
        g.setPaint(new Color(0, 0, 0, 34));
        for (int i = 0; i < 8; i += 2) {
            g.fill(
                    new Arc2D.Double(
                            x - radius,
                            y - radius,
                            2.0 * radius,
                            2.0 * radius,
                            i * 45,
                            45,
                            Arc2D.PIE));
        }
        g.setPaint(new Color(255, 255, 255, 200));
        g.fill(circle(x, y, 5));
    }

    private static void rain(Graphics2D g, Random dice) {
        g.setPaint(new Color(255, 255, 255, 55));
        g.setStroke(new BasicStroke(2));
        for (int i = 0; i < 220; i++) {
            int x = dice.nextInt(WIDTH);
            int y = dice.nextInt(HEIGHT);
            g.drawLine(x, y, x - 7, y + 26);
        }
    }

    private static void leaf(Graphics2D g, int x, int y, int radius, Random dice) {
        g.setPaint(new Color(0x3E + dice.nextInt(30), 0x95 + dice.nextInt(40), 0x6A));
        int start = dice.nextInt(360);
        g.fill(
                new Arc2D.Double(
                        x - radius,
                        y - radius * 0.7,
                        2.0 * radius,
                        1.4 * radius,
                        start,
                        335,
                        Arc2D.PIE));
    }

    private static void flower(Graphics2D g, int x, int y, int size, int colour) {
        var before = g.getTransform();
        for (int ring = 0; ring < 2; ring++) {
            for (int i = 0; i < 10; i++) {
                var turn = AffineTransform.getTranslateInstance(x, y);
                turn.rotate(Math.toRadians(i * 36 + ring * 18));
                turn.scale(1 - ring * 0.35, 1 - ring * 0.35);
                g.setTransform(turn);
                g.setPaint(
                        new GradientPaint(0, -size, new Color(colour), 0, 0, new Color(0xFFF4F6)));
                g.fill(new Ellipse2D.Double(-size * 0.2, -size, size * 0.4, size));
            }
        }
        g.setTransform(before);
        g.setPaint(new Color(0xF6C945));
        g.fill(circle(x, y, size / 6));
    }

    private static void viaduct(Graphics2D g, int colour) {
        g.setPaint(new Color(colour));
        g.fillRect(0, 560, WIDTH, 34);
        for (int x = 40; x < WIDTH; x += 190) {
            g.fillRect(x, 590, 44, HEIGHT - 590);
        }
        g.setPaint(new Color(0, 0, 0, 40));
        g.fillRect(0, 588, WIDTH, 6);
    }

    private static void train(Graphics2D g) {
        var body = new Path2D.Double();
        body.moveTo(0, 455);
        body.lineTo(760, 455);
        body.curveTo(900, 455, 990, 505, 1050, 556);
        body.lineTo(0, 556);
        body.closePath();
        g.setPaint(new GradientPaint(0, 455, Color.WHITE, 0, 556, new Color(0xD5DCE2)));
        g.fill(body);
        g.setPaint(new Color(0xC1272D));
        g.fillRect(0, 524, 1000, 9);
        g.setPaint(new Color(0x2B3A4A));
        for (int x = 20; x < 720; x += 62) {
            g.fillRoundRect(x, 474, 44, 30, 12, 12);
        }
        var glass = new Path2D.Double();
        glass.moveTo(800, 470);
        glass.curveTo(870, 472, 915, 490, 950, 510);
        glass.lineTo(850, 510);
        glass.closePath();
        g.fill(glass);
    }

    private static void lanternString(Graphics2D g, int top, int sag, int count, int size) {
        g.setPaint(new Color(255, 255, 255, 90));
        g.setStroke(new BasicStroke(2));
        var line = new Path2D.Double();
        line.moveTo(0, top);
        line.quadTo(WIDTH / 2.0, top + 2.0 * sag, WIDTH, top);
        g.draw(line);
        for (int i = 1; i <= count; i++) {
            double t = i / (count + 1.0);
            double x = WIDTH * t;
            double y = top + 4 * sag * t * (1 - t);
            sun(g, (int) x, (int) (y + size), size / 3, 0xFF9F68);
            g.setPaint(
                    new GradientPaint(
                            0,
                            (float) y,
                            new Color(0xFF6B4A),
                            0,
                            (float) y + 2 * size,
                            new Color(0xC81D25)));
            g.fill(new Ellipse2D.Double(x - size, y + size * 0.2, 2.0 * size, 1.6 * size));
            g.setPaint(new Color(0xF6C945));
            g.fill(new Rectangle2D.Double(x - size * 0.35, y + size * 0.1, size * 0.7, size * 0.2));
            g.fill(new Rectangle2D.Double(x - size * 0.35, y + size * 1.7, size * 0.7, size * 0.2));
        }
    }

    private static void boat(Graphics2D g, double x, double y, double scale, int sail) {
        var before = g.getTransform();
        g.translate(x, y);
        g.scale(scale, scale);
        g.setPaint(new Color(0x22333B));
        var hull = new Path2D.Double();
        hull.moveTo(-60, 0);
        hull.lineTo(66, 0);
        hull.lineTo(44, 22);
        hull.lineTo(-46, 22);
        hull.closePath();
        g.fill(hull);
        g.setPaint(new Color(sail));
        var main = new Path2D.Double();
        main.moveTo(0, -150);
        main.quadTo(60, -60, 58, -8);
        main.lineTo(0, -8);
        main.closePath();
        g.fill(main);
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.85f));
        var jib = new Path2D.Double();
        jib.moveTo(-5, -135);
        jib.quadTo(-40, -60, -52, -8);
        jib.lineTo(-5, -8);
        jib.closePath();
        g.fill(jib);
        g.setComposite(AlphaComposite.SrcOver);
        g.setTransform(before);
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static final Color CLEAR = new Color(255, 210, 122, 0);
}
