package io.septet.kit.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table that spreadsheets open (RFC 4180: commas, CRLF), with a byte order mark by which
 * they know that it is UTF-8. Texts of ours and of other people are all in quotes; one that a
 * spreadsheet would take for a formula is led by an apostrophe, so that opening a report runs
 * nothing.
 */
public final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What a formula begins with, in half and full width. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;

    /**
     * @throws UncheckedIOException if the reader has gone
     */
    public Csv(Writer out) {
        this.out = out;
        write("" + BYTE_ORDER_MARK);
    }

    /**
     * Writes a line.
     *
     * @param cells numbers are written as they are, everything else as text; null is an empty cell
     */
    public void line(@Nullable Object... cells) {
        var line = new StringBuilder();
        for (var cell : cells) {
            line.append(line.isEmpty() ? "" : ",");
            if (cell instanceof Number) {
                line.append(cell);
            } else if (cell != null) {
                line.append('"')
                        .append(harmless(cell.toString()).replace("\"", "\"\""))
                        .append('"');
            } else if (line.isEmpty()) {
                // An empty first cell would be lost, and with it its comma.
                line.append("\"\"");
            }
        }
        write(line.append("\r\n").toString());
    }

    /** The text, not taken for a formula by any spreadsheet that we know of. */
    static String harmless(String text) {
        int first = 0;
        while (first < text.length() && isSkipped(text.charAt(first))) {
            first++;
        }
        boolean formula = first < text.length() && FORMULA.indexOf(text.charAt(first)) >= 0;
        boolean control = !text.isEmpty() && text.charAt(0) < ' ';
        return formula || control ? "'" + text : text;
    }

    private static boolean isSkipped(char character) {
        return character <= ' '
                || character == '\uFEFF'
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character);
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
